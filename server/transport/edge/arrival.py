"""What is kept of a request once its WebSocket is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

from aiohttp import hdrs, web
from multidict import CIMultiDict, CIMultiDictProxy

ARRIVAL: Final = "arrival"  # its name in a socket's environ
_NOTHING_FORWARDED: Final = CIMultiDictProxy(CIMultiDict[str]())
_NO_COOKIES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """As much as admission looks at, under the names that it has in a request.

    `reserved`: only the room that is kept for staff was left.

    A page may join another namespace an hour later; the request with its parser and its task,
    some 6 kB, would wait for that in vain with nearly everybody.
    """

    remote: str | None
    headers: CIMultiDictProxy[str]
    cookies: Mapping[str, str]
    reserved: bool = False

    @classmethod
    def of(cls, request: web.Request, *, reserved: bool = False) -> Self:
        hops = [
            (hdrs.X_FORWARDED_FOR, hop) for hop in request.headers.getall("X-Forwarded-For", [])
        ]
        return cls(
            request.remote,
            CIMultiDictProxy(CIMultiDict(hops)) if hops else _NOTHING_FORWARDED,
            request.cookies if hdrs.COOKIE in request.headers else _NO_COOKIES,
            reserved,
        )
