"""Whether the other side is still there."""

import asyncio
from collections.abc import Callable
from typing import Final

from server.transport.edge.limits import Limits

LATE: Final = 0.02  # seconds; a loop with time to spare is never that late


class Pulse:
    """Ask, wait for an answer, rest, ask again.

    Only the event loop's monotonic clock is used: python-engineio compares wall-clock
    times, so that setting the clock drops healthy sockets.
    """

    __slots__ = (
        "_ask", "_asked_at", "_limits", "_loop", "_silent", "_spared", "_timer", "_waiting",
    )  # fmt: skip

    def __init__(self, limits: Limits, ask: Callable[[], None], silent: Callable[[], None]) -> None:
        self._limits = limits
        self._ask = ask
        self._silent = silent
        self._loop = asyncio.get_running_loop()
        self._waiting = self._spared = False
        self._asked_at = self._loop.time()
        self._timer = self._loop.call_later(limits.ping_every, self.beat)

    def beat(self) -> None:
        """Ask now. The other side, too, counts on being asked in time."""
        self._waiting, self._spared = True, False
        self._asked_at = self._loop.time()
        self._timer = self._loop.call_later(self._limits.pong_within, self._nothing_came)
        self._ask()

    def _nothing_came(self) -> None:
        """Where we stood still ourselves, what came meanwhile is still to be read: once more."""
        late = self._loop.time() - self._asked_at - self._limits.pong_within
        if late > LATE and not self._spared:
            self._spared = True
            self._timer = self._loop.call_later(self._limits.pong_within, self._nothing_came)
        else:
            self._silent()

    def answered(self) -> None:
        """Only an answer to our question counts."""
        if self._waiting:
            self._waiting = False
            self._timer.cancel()
            self._timer = self._loop.call_at(self._asked_at + self._limits.ping_every, self.beat)

    def stop(self) -> None:
        """For good: who has gone would be kept by who asks them."""
        self._timer.cancel()
        self._ask = self._silent = _nobody


def _nobody() -> None:
    """Has gone."""
