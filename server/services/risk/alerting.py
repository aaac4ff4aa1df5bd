"""The clocks of flags: overdue, next moderator, everyone on duty, pager."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from config.ladder import Ladder
from server.domain.flag import PAGER_FROM, Flag
from server.domain.paging import Lapsed
from server.services.ports import Hints, Now
from server.services.risk.paging import Paging
from server.services.watch.ports import Clocks

AT_LEAST = timedelta(seconds=10)  # between two steps, also where a level rose meanwhile


@dataclass(frozen=True, slots=True)
class Alerting:
    clocks: Clocks
    paging: Paging
    ladder: Ladder
    hints: Hints
    now: Now
    away: timedelta

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        at = self.now()
        self.hints.spread(await self.clocks.lapse(fence, at, at - self.away, self._next))
        await self.paging.round(fence)

    def _next(self, flag: Flag, at: datetime) -> Lapsed:
        """As planned; where nobody turned the clocks for a while, soon, but never in a burst."""
        rung, lapses = self.ladder.at(flag.level), flag.lapses + 1
        paged = lapses >= PAGER_FROM
        pause = timedelta(seconds=rung.repeat_seconds) if paged else AT_LEAST
        due_at = max(flag.raised_at + rung.alarm_after(lapses), at + pause)
        if flag.raised_at > at:  # by a clock that has been set back since
            due_at = at + pause
        return Lapsed(due_at, self.paging.ways(rung.pager) if paged else ())
