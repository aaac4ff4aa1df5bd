"""Somebody's own account: what they have beside the password, and where they are signed in."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import segno

from server.contract import security_requests as ask
from server.contract.passkey_requests import PasskeyCard
from server.domain.proof import RECOVERY_CODES, OpenSession, bare
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember, check_password
from server.domain.totp import fitting_step
from server.services.accounts.ports import (
    Passkeys,
    Passwords,
    Revoked,
    SecondStepsStore,
    Sessions,
    Spread,
)
from server.services.accounts.tokens import hash_of


@dataclass(frozen=True, slots=True)
class Securing:
    """`service` is what an authenticator calls this service."""

    sessions: Sessions
    second_steps: SecondStepsStore
    passkeys: Passkeys
    passwords: Passwords
    revoked: Revoked
    spread: Spread
    now: Callable[[], datetime]
    new_secret: Callable[[], bytes]
    new_code: Callable[[], str]
    service: str
    required: bool = False

    async def show(self, who: StaffMember, _: ask.ShowAccount) -> ask.Account:
        steps = await self.second_steps.of(who.id)
        sessions = await self.sessions.of_staff(who.id, self.now())
        passkeys = await self.passkeys.of(who.id)
        return ask.Account(
            sessions=tuple(_card(one, who) for one in sessions),
            authenticator=steps.authenticator,
            codes_left=steps.codes_left,
            required=self.required,
            passkeys=tuple(
                PasskeyCard(id=one.id, made_at=one.made_at, used_at=one.used_at) for one in passkeys
            ),
        )

    async def start(self, who: StaffMember, _: ask.StartAuthenticator) -> ask.NewAuthenticator:
        secret = self.new_secret()
        await self.second_steps.start(who.id, secret, self.now())
        letters = base64.b32encode(secret).decode()
        address = self._address(who.name, letters)
        return ask.NewAuthenticator(secret=letters, address=address, picture=_picture(address))

    async def confirm(self, who: StaffMember, asked: ask.ConfirmAuthenticator) -> ask.RecoveryCodes:
        """Raises Refusal PROVE for a wrong code, NOT_NOW where nothing is to be confirmed."""
        waiting = await self.second_steps.authenticator(who.id)
        if waiting is None or waiting.confirmed:
            raise Refusal(Code.NOT_NOW)
        step = fitting_step(waiting.secret, bare(asked.code), self.now(), waiting.last_step)
        if step is None:
            raise Refusal(Code.PROVE)
        codes = self._codes()
        await self.second_steps.confirm(who.id, step, _hashes(codes), self.now())
        return ask.RecoveryCodes(codes=codes)

    async def drop(self, who: StaffMember, _: ask.DropAuthenticator) -> None:
        await self.second_steps.drop_authenticator(who.id, self.now())

    async def renew_codes(self, who: StaffMember, _: ask.RenewCodes) -> ask.RecoveryCodes:
        """Raises Refusal NOT_NOW where there is nothing that they could stand in for."""
        if not who.second_step:
            raise Refusal(Code.NOT_NOW)
        codes = self._codes()
        await self.second_steps.renew_codes(who.id, _hashes(codes), self.now())
        return ask.RecoveryCodes(codes=codes)

    async def end_session(self, who: StaffMember, asked: ask.EndSession) -> None:
        """Their open pages come back where they still may."""
        self.spread(await self.sessions.end_one(who.id, asked.session, self.now()))
        self.revoked(who.id)

    async def change_password(self, who: StaffMember, asked: ask.ChangePassword) -> None:
        """Raises BadField."""
        hashed = await self.passwords.hash(check_password(asked.password, who.name))
        await self.sessions.change_password(who.id, hashed, who.session, self.now())
        self.revoked(who.id)

    def _codes(self) -> tuple[str, ...]:
        return tuple(self.new_code() for _ in range(RECOVERY_CODES))

    def _address(self, name: str, secret: str) -> str:
        issuer, label = quote(self.service), quote(f"{self.service}:{name}")
        return f"otpauth://totp/{label}?secret={secret}&issuer={issuer}"


def _hashes(codes: tuple[str, ...]) -> list[str]:
    return [hash_of(bare(code)) for code in codes]


def _card(one: OpenSession, who: StaffMember) -> ask.SessionCard:
    return ask.SessionCard(
        id=one.id,
        device=one.device,
        began_at=one.began_at,
        expires_at=one.expires_at,
        mine=who.session.startswith(one.id),
    )


def _picture(address: str) -> tuple[str, ...]:
    code = segno.make(address, error="m", micro=False)
    return tuple("".join(str(dot) for dot in row) for row in code.matrix)
