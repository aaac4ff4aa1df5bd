"""The cookie of a signed-in member of staff."""

from collections.abc import Collection
from typing import Final

from aiohttp import web

from server.domain.staff import SESSION_LIFE
from server.transport.edge.arrival import Arrival

PLAIN: Final = "warmline"
SECURE: Final = "__Host-warmline"  # browsers take it over HTTPS only, for this host only


class SessionCookie:
    """`origins` are the public ones. Where all are HTTPS the plain cookie is not believed."""

    def __init__(self, origins: Collection[str]) -> None:
        self._plain_too = any(not is_https(origin) for origin in origins)

    def read(self, request: web.BaseRequest | Arrival) -> str | None:
        """The token, or None."""
        plain = request.cookies.get(PLAIN) if self._plain_too else None
        return request.cookies.get(SECURE) or plain or None

    def give(self, response: web.Response, token: str, request: web.BaseRequest) -> None:
        """`request` has passed the origin check, so its Origin says how it came."""
        secure = is_https(request.headers.get("Origin", ""))
        response.set_cookie(
            SECURE if secure else PLAIN,
            token,
            httponly=True,
            max_age=int(SESSION_LIFE.total_seconds()),
            path="/",
            samesite="Strict",
            secure=secure,
        )

    def take(self, response: web.Response, request: web.BaseRequest) -> None:
        secure = is_https(request.headers.get("Origin", ""))
        response.del_cookie(
            SECURE if secure else PLAIN,
            httponly=True,
            path="/",
            samesite="Strict",
            secure=secure,
        )


def is_https(origin: str) -> bool:
    return origin.startswith("https://")
