"""Passkeys: somebody is recognised by a key that stays in their device (WebAuthn)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import webauthn
from webauthn.helpers import bytes_to_base64url, options_to_json, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_authentication_credential_json import (
    parse_authentication_credential_json,
)
from webauthn.helpers.parse_registration_credential_json import parse_registration_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from server.contract import passkey_requests as passkey
from server.domain.ids import StaffId
from server.domain.proof import Passkey, Stranger
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.services.accounts.locking import Locking
from server.services.accounts.ports import Passkeys, Throttle
from server.services.accounts.signing_in import Accounts
from server.services.accounts.tokens import hash_of

WRONG: Final = (WebAuthnException, ValueError, TypeError)  # it lets some of Python's own through
VERIFIED: Final = UserVerificationRequirement.REQUIRED  # finger, face or PIN: two steps in one


@dataclass(frozen=True, slots=True)
class Site:
    """What passkeys are bound to: the host of the first of our addresses."""

    name: str
    host: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognising:
    passkeys: Passkeys
    locking: Locking
    accounts: Accounts
    throttle: Throttle
    site: Site
    now: Callable[[], datetime]
    new_challenge: Callable[[], bytes]

    async def offer(self, who: StaffMember, _: passkey.OfferPasskey) -> passkey.PasskeyOptions:
        options = webauthn.generate_registration_options(
            rp_id=self.site.host,
            rp_name=self.site.name,
            user_id=who.id.encode(),
            user_name=who.name,
            challenge=await self._challenge(who.id),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one.id))
                for one in await self.passkeys.of(who.id)
            ],
        )
        return passkey.PasskeyOptions(options=options_to_json(options))

    async def add(self, who: StaffMember, asked: passkey.AddPasskey) -> None:
        """Raises Refusal PROVE where it is not an answer to what was offered."""
        try:
            made = parse_registration_credential_json(asked.credential)
            verified = webauthn.verify_registration_response(
                credential=made,
                expected_challenge=await self._answered(made.response.client_data_json, who.id),
                expected_rp_id=self.site.host,
                expected_origin=list(self.site.origins),
                require_user_verification=True,
            )
        except WRONG:
            raise Refusal(Code.PROVE) from None
        name = bytes_to_base64url(verified.credential_id)
        key, signs = verified.credential_public_key, verified.sign_count
        await self.passkeys.add(Passkey(name, who.id, key, signs, self.now()))

    async def drop(self, who: StaffMember, asked: passkey.DropPasskey) -> None:
        await self.passkeys.drop(who.id, asked.passkey, self.now())

    async def ask(self, stranger: Stranger, _: passkey.AskForPasskey) -> passkey.PasskeyOptions:
        await self._allow(stranger)
        return await self._options(None)

    async def sign_in(
        self, stranger: Stranger, asked: passkey.SignInWithPasskey
    ) -> tuple[StaffMember, str]:
        """Raises Refusal SIGN_IN: unknown, wrong and of somebody disabled look the same."""
        await self._allow(stranger)
        owner = await self._recognised(asked.credential, None)
        if owner is None:
            raise Refusal(Code.SIGN_IN)
        entered = await self.accounts.begin(owner, stranger)
        for _ in range(2):  # to ask and to answer were both right
            await self.throttle.sign_in_was_right(None, stranger)
        return entered

    async def ask_for_proof(
        self, who: StaffMember, _: passkey.AskForProof
    ) -> passkey.PasskeyOptions:
        return await self._options(who.id)

    async def prove(self, who: StaffMember, asked: passkey.ProveWithPasskey) -> None:
        if await self._recognised(asked.credential, who.id) != who.id:
            raise Refusal(Code.PROVE)
        await self.locking.proven(who)

    async def _allow(self, stranger: Stranger) -> None:
        if no := await self.throttle.allow_sign_in(None, stranger):
            raise no

    async def _options(self, id: StaffId | None) -> passkey.PasskeyOptions:
        options = webauthn.generate_authentication_options(
            rp_id=self.site.host,
            challenge=await self._challenge(id),
            user_verification=VERIFIED,
        )
        return passkey.PasskeyOptions(options=options_to_json(options))

    async def _challenge(self, id: StaffId | None) -> bytes:
        challenge = self.new_challenge()
        await self.passkeys.challenge(_hash(challenge), id, self.now())
        return challenge

    async def _answered(self, client_data: bytes, id: StaffId | None) -> bytes:
        """The challenge that was answered. Raises Refusal PROVE where we never gave it to them."""
        challenge = parse_client_data_json(client_data).challenge
        if not await self.passkeys.answered(_hash(challenge), id, self.now()):
            raise Refusal(Code.PROVE)
        return challenge

    async def _recognised(self, credential: str, id: StaffId | None) -> StaffId | None:
        """Whose passkey has signed this."""
        try:
            shown = parse_authentication_credential_json(credential)
            known = await self.passkeys.known(bytes_to_base64url(shown.raw_id))
            return await self._verified(shown, known, id) if known else None
        except (*WRONG, Refusal):
            return None

    async def _verified(
        self, shown: AuthenticationCredential, known: Passkey, id: StaffId | None
    ) -> StaffId:
        verified = webauthn.verify_authentication_response(
            credential=shown,
            expected_challenge=await self._answered(shown.response.client_data_json, id),
            expected_rp_id=self.site.host,
            expected_origin=list(self.site.origins),
            credential_public_key=known.public_key,
            credential_current_sign_count=known.signs,
            require_user_verification=True,
        )
        await self.passkeys.used(known.id, verified.new_sign_count, self.now())
        return known.staff


def _hash(challenge: bytes) -> str:
    return hash_of(challenge.hex())
