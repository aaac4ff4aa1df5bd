"""Somebody's own account: second step, sessions, password, and showing again that it is them."""

from datetime import datetime

from server.contract.passkey_requests import PasskeyCard
from server.contract.values import Body, Id, Password, Request, SecondCode
from server.domain.proof import Device


class Lock(Request, frozen=True):
    """Lock this session: until you `prove`, all but a few things are refused with `locked`."""

    path = "/api/lock"


class Prove(Request, frozen=True):
    """Show again that it is you: by a code where you have a second step, else by the password.

    It unlocks the session.
    """

    path = "/api/prove"
    password: Password = ""
    code: SecondCode = ""


class ShowAccount(Request, frozen=True):
    """What is set up, and where you are signed in."""

    path = "/api/account"


class StartAuthenticator(Request, frozen=True):
    """A secret for an app that makes codes. It counts when it is confirmed."""

    path = "/api/account/authenticator/start"


class ConfirmAuthenticator(Request, frozen=True):
    """A first code of it. The recovery codes in the answer are shown once."""

    path = "/api/account/authenticator/confirm"
    code: SecondCode


class DropAuthenticator(Request, frozen=True):
    """Its codes count no longer, and the recovery codes neither."""

    path = "/api/account/authenticator/drop"


class RenewCodes(Request, frozen=True):
    """New recovery codes; the old ones count no longer."""

    path = "/api/account/codes"


class EndSession(Request, frozen=True):
    """Sign one browser out. Its sockets close within seconds, on every process."""

    path = "/api/account/session/end"
    session: Id


class ChangePassword(Request, frozen=True):
    """A new password. Every other browser is signed out."""

    path = "/api/account/password"
    password: Password


class SessionCard(Body, frozen=True):
    """A browser in which you are signed in. Nothing more is known of it."""

    id: str
    device: Device
    began_at: datetime
    expires_at: datetime
    mine: bool  # the one that asks


class Account(Body, frozen=True):
    """What somebody has set up. `required`: this service asks for a second step."""

    sessions: tuple[SessionCard, ...]
    authenticator: bool
    codes_left: int
    required: bool
    passkeys: tuple[PasskeyCard, ...] = ()


class NewAuthenticator(Body, frozen=True):
    """`picture` is a QR code of `address`: rows of 0 and 1, 1 is dark, without a margin."""

    secret: str
    address: str
    picture: tuple[str, ...]


class RecoveryCodes(Body, frozen=True):
    """Each works once."""

    codes: tuple[str, ...]
