"""The cookie of a browser in which staff have signed in before: strangers don't shut it out."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

import msgspec
from aiohttp import web
from cryptography.exceptions import InvalidTag

from server.domain.proof import BROWSER_LIFE, Browser
from server.domain.staff import folded
from server.transport.session_cookie import is_https

PLAIN: Final = "warmline-browser"
SECURE: Final = "__Secure-warmline-browser"
PATH: Final = "/api/"  # it does not travel with what visitors read
ABOUT: Final = "browser"
WRONG: Final = (InvalidTag, binascii.Error, ValueError, msgspec.DecodeError)


class Seals(Protocol):
    def seal(self, plain: bytes, about: str) -> bytes: ...

    def unseal(self, sealed: bytes, about: str) -> bytes: ...


class Held(msgspec.Struct, frozen=True):
    id: str
    names: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class BrowserCookie:
    """Sealed, so nobody reads in it who signs in there. It lets nobody in: it stays where they
    sign out, and only says by which count their next tries are bounded.
    """

    seals: Seals
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def read(self, request: web.BaseRequest) -> Browser | None:
        said = request.cookies.get(SECURE) or request.cookies.get(PLAIN) or ""
        try:
            sealed = urlsafe_b64decode(said.encode("ascii") + b"==")
            plain = self.seals.unseal(sealed, ABOUT)
            held = msgspec.json.decode(plain, type=Held)
        except WRONG:
            return None
        return Browser(held.id, held.names) if self.now() < held.until else None

    def give(self, response: web.Response, request: web.BaseRequest, name: str) -> None:
        """`name` has signed in there now. `request` has passed the origin check."""
        known = (self.read(request) or Browser(self.new_id())).with_name(folded(name))
        held = Held(known.id, known.names, self.now() + BROWSER_LIFE)
        sealed = self.seals.seal(msgspec.json.encode(held), ABOUT)
        secure = is_https(request.headers.get("Origin", ""))
        response.set_cookie(
            SECURE if secure else PLAIN,
            urlsafe_b64encode(sealed).decode().rstrip("="),
            httponly=True,
            max_age=int(BROWSER_LIFE.total_seconds()),
            path=PATH,
            samesite="Strict",
            secure=secure,
        )
