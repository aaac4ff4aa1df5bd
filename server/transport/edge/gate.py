"""How many sockets may be open: in all, and from one address; and the room kept for staff."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from server.domain.address import is_ours, network_of
from server.transport.edge.limits import Limits

FULL: Final = {"Retry-After": "5"}


def nowhere(_: web.Request) -> str:
    """Nobody is counted by their address."""
    return ""


def nobody(_: web.Request) -> bool:
    """None comes as staff."""
    return False


@dataclass(frozen=True, slots=True)
class Coming:
    """`origin` is what it counts by; `reserved`: only the room for staff was left."""

    origin: tuple[str, bool]
    reserved: bool


@dataclass(slots=True)
class Gate:
    """`says_staff`: it comes with the cookie of a session. Whether that is one, admission asks;
    until then it is counted apart from the visitors of its address, and is cut if it joins nothing.
    """

    limits: Limits
    address_of: Callable[[web.Request], str] = nowhere
    says_staff: Callable[[web.Request], bool] = nobody
    _open: Counter[tuple[str, bool]] = field(default_factory=Counter, repr=False)
    _all: int = 0

    def look(self, request: web.Request) -> Coming:
        """Raises 503 where there is no room."""
        address, staff = self.address_of(request), self.says_staff(request)
        coming = Coming(("" if is_ours(address) else network_of(address), staff), self._is_late)
        if coming.reserved and not staff:
            raise web.HTTPServiceUnavailable(headers=FULL)
        is_counted = coming.origin[0] != ""
        if is_counted and self._open[coming.origin] >= self.limits.sockets_of_address:
            raise web.HTTPServiceUnavailable(headers=FULL)
        if self._all >= self.limits.sockets:
            raise web.HTTPServiceUnavailable(headers=FULL)
        return coming

    def enter(self, coming: Coming) -> None:
        self._all += 1
        self._open[coming.origin] += 1

    def leave(self, coming: Coming) -> None:
        self._all -= 1
        self._open[coming.origin] -= 1
        if not self._open[coming.origin]:
            del self._open[coming.origin]

    @property
    def _is_late(self) -> bool:
        return self._all >= self.limits.sockets - self.limits.sockets_for_staff
