"""How those on shift let us reach their browsers while the console is closed or out of sight."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Request
from server.domain.proof import Device

Endpoint = Annotated[str, Meta(max_length=1000, pattern=r"^https?://[!-~]+$")]
Point = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{87}$")]  # 65 bytes, base64url
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$")]  # 16 bytes


class PageThisBrowser(Request, frozen=True):
    """From now on push to this browser: when your shift begins; to moderators when nobody claims a
    flag; to peers when a visitor is offered to them. Harmless twice.
    """

    path = "/api/pager/on"
    endpoint: Endpoint
    p256dh: Point
    auth: Secret
    device: Device = Device.OTHER


class LeaveThisBrowser(Request, frozen=True):
    """Push to this browser no more. Harmless twice."""

    path = "/api/pager/off"
    endpoint: Endpoint


class ShowBrowsers(Request, frozen=True):
    """Which of your browsers are pushed to, and what another one needs for it."""

    path = "/api/pager/browsers"


class ForgetBrowser(Request, frozen=True):
    """Push to this one of yours no more, wherever it is."""

    path = "/api/pager/forget"
    browser: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class TryPush(Request, frozen=True):
    """Push a test to all of yours, now."""

    path = "/api/pager/try"


class BrowserCard(Body, frozen=True):
    """What kind of device it is on is all that is known of it."""

    id: str
    device: Device
    since: datetime


class Browsers(Body, frozen=True):
    """`key`: ours, with which pushes are signed; a browser wants it to subscribe. A point of P-256,
    uncompressed, base64url.
    """

    key: str
    browsers: tuple[BrowserCard, ...]


class PushTried(Body, frozen=True):
    """How many there are, and how many push services have taken it."""

    of: int
    taken: int
