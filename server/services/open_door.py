"""Since when people could come in: nobody loses anything by our own absence."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class OpenDoor:
    """`seen` says when a web process was last alive: while none is, nobody can be here."""

    seen: Callable[[], Awaitable[datetime | None]]
    away: timedelta
    _since: datetime | None = None

    async def open_for(self, at: datetime) -> timedelta:
        """Zero while nobody can come in."""
        seen = await self.seen()
        if seen is None or seen < at - self.away:
            self._since = None
        elif self._since is None:
            self._since = at
        return at - self._since if self._since else timedelta()
