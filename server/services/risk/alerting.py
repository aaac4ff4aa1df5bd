"""The clocks of flags: overdue, next moderator, everyone on duty, pager."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.ladder import Ladder
from moderation.verdict import Level
from server.domain.flag import PAGER_FROM, Flag, FlagTimes
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
        wake = await self.clocks.lapse(fence, at, at - self.away, self._next, self._alone)
        self.hints.spread(wake)
        await self.paging.round(fence)

    @property
    def _alone(self) -> Mapping[Level, timedelta]:
        """For how long a flag may wait where no moderator is on duty."""
        return {level: self.ladder.at(level).alone for level in Level}

    def _next(self, flag: Flag, at: datetime) -> Lapsed:
        """`flag.alerting` is whose turn it is now: nobody's, where no moderator is on duty.

        As planned; where nobody turned the clocks for a while, soon, but never in a burst.
        """
        times, steps = self.ladder.times(flag.level, asked=flag.is_asked_for), 1
        set_back, nobody = flag.runs_from > at, flag.alerting is None
        alone = flag.runs_from + min(one.alone for one in times)
        if nobody and (set_back or at >= alone):
            steps = max(1, PAGER_FROM - flag.lapses)
        lapses = flag.lapses + steps
        if lapses >= PAGER_FROM:
            pager = self.paging.ways(self.ladder.at(flag.level).pager)
            return Lapsed(at + min(one.repeat for one in times), pager, steps)
        planned = flag.runs_from + min(one.alarm_after(lapses) for one in times)
        soon = at + AT_LEAST
        if set_back:
            return Lapsed(soon)
        return Lapsed(max(alone if nobody else planned, soon))


def times_of(ladder: Ladder) -> FlagTimes:
    within = {Level(level): time for level, time in ladder.clocks().items()}
    again = {Level(level): time for level, time in ladder.again().items()}
    return FlagTimes(within, again, frozenset(one for one in Level if not ladder.at(one).alone))
