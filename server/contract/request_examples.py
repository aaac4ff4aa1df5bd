"""One example of every request and its answer: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import account_requests as account
from server.contract import hold_examples, peer_hold_examples, room_examples
from server.contract import passkey_requests as passkey
from server.contract import security_requests as secure
from server.contract import team_requests as team
from server.contract.example_views import AT
from server.contract.exposure_examples import METERS
from server.contract.joining_examples import JOINING
from server.contract.practice_examples import PRACTICE
from server.contract.report_examples import REPORTS
from server.contract.shift_examples import SHIFTS
from server.contract.staffroom_examples import STAFFROOM
from server.contract.training_examples import TRAINING
from server.contract.values import Body, Request
from server.contract.watch_examples import WATCHING
from server.contract.way_back_examples import WAYS_BACK
from server.domain.proof import Device
from server.domain.session import Role
from server.domain.staff import SESSION_LIFE

LONG: Final = "x5KcV0Jq3mT8wZ1rB7nL4hD9yQ2sG6uE0aXfPiRtWvo"
SEED: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WORDS: Final = "three words unlike"
CODES: Final = secure.RecoveryCodes(codes=("J4QX-7MKD-ZT2C-PH5A",))
OPTIONS: Final = passkey.PasskeyOptions(options='{"challenge": "…", "rpId": "…"}')
CREDENTIAL: Final = '{"id": "m8Qx2Z", "response": {}}'
ROLES: Final = (Role.PEER,)
ID: Final = "0f3a9c51d2"
ME: Final = account.Me(id=ID, name="Ada", roles=ROLES)

REQUESTS: Final[Mapping[Request, Body | None]] = {
    account.SignIn(name="Ada", password=WORDS): ME,
    account.SignOut(): None,
    account.LookAtInvitation(token=LONG): account.LookedAt(roles=ROLES, expires_at=AT),
    account.AcceptInvitation(token=LONG, name="Ada", password=WORDS): ME,
    account.WhoAmI(): ME,
    secure.Lock(): None,
    secure.Prove(code="492039"): None,
    secure.ShowAccount(): secure.Account(
        sessions=(
            secure.SessionCard(
                id="9f86d081884c7d65",
                device=Device.PHONE,
                began_at=AT,
                expires_at=AT + SESSION_LIFE,
                mine=True,
            ),
        ),
        authenticator=True,
        codes_left=9,
        required=False,
        passkeys=(passkey.PasskeyCard(id="m8Qx2Z", made_at=AT),),
    ),
    secure.StartAuthenticator(): secure.NewAuthenticator(
        secret=SEED,
        address=f"otpauth://totp/Warmline:Ada?secret={SEED}&issuer=Warmline",
        picture=("1110111", "1010101", "1110111"),
    ),
    secure.ConfirmAuthenticator(code="492039"): secure.RecoveryCodes(
        codes=("J4QX-7MKD-ZT2C-PH5A",)
    ),
    secure.DropAuthenticator(): None,
    secure.RenewCodes(): CODES,
    secure.EndSession(session="9f86d081884c7d65"): None,
    secure.ChangePassword(password=WORDS): None,
    passkey.OfferPasskey(): OPTIONS,
    passkey.AddPasskey(credential=CREDENTIAL): None,
    passkey.DropPasskey(passkey="m8Qx2Z"): None,
    passkey.AskForPasskey(): OPTIONS,
    passkey.SignInWithPasskey(credential=CREDENTIAL): ME,
    passkey.AskForProof(): OPTIONS,
    passkey.ProveWithPasskey(credential=CREDENTIAL): None,
    team.ShowTeam(): team.Team(
        staff=(team.Member(id=ID, name="Ada", roles=ROLES, disabled=False, created_at=AT),),
        invitations=(team.Invited(roles=ROLES, expires_at=AT, created_by="Bea"),),
    ),
    team.Invite(roles=ROLES): team.InvitationLink(
        link=f"https://chat.example.org/console#invitation={LONG}", expires_at=AT
    ),
    team.GiveRoles(id=ID, roles=(Role.PEER, Role.MODERATOR)): None,
    team.Disable(id=ID, disabled=True): None,
    **TRAINING,
    **PRACTICE,
    **WAYS_BACK,
    **JOINING,
    **SHIFTS,
    **METERS,
    **REPORTS,
    **WATCHING,
    **STAFFROOM,
    **hold_examples.REQUESTS,
    **peer_hold_examples.REQUESTS,
    **room_examples.REQUESTS,
}
