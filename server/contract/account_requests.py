"""Coming in and going out: what staff and those who are invited ask over HTTP."""

from datetime import datetime

from server.contract.values import Body, Password, Request, SecondCode, StaffName, Token
from server.domain.session import Role


class SignIn(Request, frozen=True):
    """Come in. One answer to an unknown name, a wrong password and somebody disabled.

    Where the password fits and a second step is set up, the answer is `prove` until `code` fits.
    """

    path = "/api/sign-in"
    name: StaffName
    password: Password
    code: SecondCode = ""


class SignOut(Request, frozen=True):
    """End this session. Harmless twice."""

    path = "/api/sign-out"


class WhoAmI(Request, frozen=True):
    """Who this session belongs to."""

    path = "/api/me"


class LookAtInvitation(Request, frozen=True):
    """What an invitation is for, before it is accepted."""

    path = "/api/invitation/look"
    token: Token


class AcceptInvitation(Request, frozen=True):
    """Choose a name and a password, and be signed in."""

    path = "/api/invitation/accept"
    token: Token
    name: StaffName
    password: Password


class Me(Body, frozen=True):
    """Who is signed in. `must_secure`: no role counts until a second step is set up.

    `locked`: nothing else is answered until they have shown that it is them.
    """

    id: str
    name: str
    roles: tuple[Role, ...]
    must_secure: bool = False
    locked: bool = False


class LookedAt(Body, frozen=True):
    """An invitation that can still be accepted."""

    roles: tuple[Role, ...]
    expires_at: datetime
