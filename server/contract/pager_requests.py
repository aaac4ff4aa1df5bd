"""How a moderator lets the pager reach this browser."""

from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Request

Endpoint = Annotated[str, Meta(max_length=1000, pattern=r"^https?://[!-~]+$")]
Point = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{87}$")]  # 65 bytes, base64url
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$")]  # 16 bytes


class ShowPushKey(Request, frozen=True):
    """The key with which our pushes are signed; a browser wants it to subscribe."""

    path = "/api/pager/key"


class PageThisBrowser(Request, frozen=True):
    """From now on push to this browser when nobody claims a flag. Harmless twice."""

    path = "/api/pager/on"
    endpoint: Endpoint
    p256dh: Point
    auth: Secret


class LeaveThisBrowser(Request, frozen=True):
    """Push to this browser no more. Harmless twice."""

    path = "/api/pager/off"
    endpoint: Endpoint


class PushKey(Body, frozen=True):
    """A point of P-256, uncompressed, base64url."""

    key: str
