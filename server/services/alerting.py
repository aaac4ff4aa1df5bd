"""The clocks of flags: overdue, next moderator, everyone on duty, pager."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.ladder import Ladder
from server.domain.flag import PAGER_FROM, Flag
from server.services.ports import Hints, Now
from server.services.supervising_ports import Clocks

AT_LEAST = timedelta(seconds=10)  # between two steps, also where a level rose meanwhile


@dataclass(frozen=True, slots=True)
class Alerting:
    """`page` begins to page about one flag, and does not wait."""

    clocks: Clocks
    page: Callable[[Flag], None]
    ladder: Ladder
    hints: Hints
    now: Now
    away: timedelta

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        at = self.now()
        wake, due = await self.clocks.lapse(fence, at, at - self.away, self._next_due)
        self.hints.spread(wake)
        for flag in due:
            if flag.lapses + 1 >= PAGER_FROM:
                self.page(flag)

    def _next_due(self, flag: Flag, at: datetime) -> datetime:
        """As planned; where nobody turned the clocks for a while, soon, but never in a burst."""
        rung, lapses = self.ladder.at(flag.level), flag.lapses + 1
        pause = timedelta(seconds=rung.repeat_seconds) if lapses >= PAGER_FROM else AT_LEAST
        return max(flag.raised_at + rung.alarm_after(lapses), at + pause)
