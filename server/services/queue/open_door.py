"""Since when people could come in: nobody loses anything by our own absence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class OpenDoor:
    """`seen` says when a web process was last alive: while none is, nobody can be here.

    `tick` is monotonic, in seconds. Where the clock on the wall has gone on by more, or less, it
    was set: when somebody was last seen was told by another one, and says nothing.
    """

    seen: Callable[[], Awaitable[datetime | None]]
    away: timedelta
    tick: Callable[[], float]
    _since: datetime | None = None
    _right: datetime | None = None  # what the clock on the wall showed when `tick` was 0

    async def open_for(self, at: datetime) -> timedelta:
        """Zero while nobody can come in."""
        right = at - timedelta(seconds=self.tick())
        if self._right is None or abs(right - self._right) > self.away:
            self._right, self._since = right, None
        seen = await self.seen()
        if seen is None or seen < at - self.away:
            self._since = None
        elif self._since is None:
            self._since = at
        return at - self._since if self._since else timedelta()
