"""The clocks of flags: overdue, next moderator, pager."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.ladder import Ladder
from server.domain.flag import Flag
from server.services.ports import Clocks, Hints, Now

PAGER_FROM = 2  # the first lapse asks the next moderator
AT_LEAST = timedelta(seconds=20)  # between two lapses, also where a level rose meanwhile
TRIES = 3


@dataclass(frozen=True, slots=True)
class Alerting:
    """`page` tells the pager about one flag; returns what it answered, or why it did not."""

    clocks: Clocks
    page: Callable[[Flag], Awaitable["Answer"]] | None
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
                await self._page(flag)

    def _next_due(self, flag: Flag, at: datetime) -> datetime:
        planned = flag.raised_at + self.ladder.at(flag.level).alarm_after(flag.lapses + 1)
        return max(planned, at + AT_LEAST)

    async def _page(self, flag: Flag) -> None:
        """Until it answers, at most three times now; the clock comes round again."""
        if self.page is None:
            return
        for attempt in range(1, TRIES + 1):
            answer = await self.page(flag)
            await self.clocks.paged(
                flag.id,
                attempt=attempt,
                at=self.now(),
                delivered=answer.delivered,
                status=answer.status,
            )
            if answer.delivered:
                return


@dataclass(frozen=True, slots=True)
class Answer:
    """`delivered` only where the other side said so; `status` is a code or a word."""

    delivered: bool
    status: str
