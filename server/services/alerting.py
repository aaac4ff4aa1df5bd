"""The clocks of flags: overdue, next moderator, pager."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from config.ladder import Ladder
from server.domain.flag import Flag
from server.domain.ids import FlagId
from server.services.ports import Clocks, Hints, Now

PAGER_FROM = 2  # the first lapse asks the next moderator
AT_LEAST = timedelta(seconds=20)  # between two lapses, also where a level rose meanwhile
PAUSES = (2.0, 5.0)  # seconds before the second and the third try

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """`delivered` only where the other side said so; `status` is a code or a word."""

    delivered: bool
    status: str


@dataclass(frozen=True, slots=True)
class Alerting:
    """`page` tells the pager about one flag; returns what it answered, or why it did not."""

    clocks: Clocks
    page: Callable[[Flag], Awaitable[Answer]] | None
    ladder: Ladder
    hints: Hints
    now: Now
    away: timedelta
    pauses: tuple[float, ...] = PAUSES
    _paging: dict[FlagId, asyncio.Task[None]] = field(default_factory=dict)

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost.

        The pager is not waited for: a slow one must not hold up the clocks of the other flags.
        """
        at = self.now()
        wake, due = await self.clocks.lapse(fence, at, at - self.away, self._next_due)
        self.hints.spread(wake)
        for flag in due:
            if flag.lapses + 1 >= PAGER_FROM:
                self._begin_paging(flag)

    async def paged(self) -> None:
        """Wait for the pages that are under way."""
        await asyncio.gather(*self._paging.values())

    def _next_due(self, flag: Flag, at: datetime) -> datetime:
        planned = flag.raised_at + self.ladder.at(flag.level).alarm_after(flag.lapses + 1)
        return max(planned, at + AT_LEAST)

    def _begin_paging(self, flag: Flag) -> None:
        if self.page is None or flag.id in self._paging:
            return
        task = asyncio.get_running_loop().create_task(self._paged(self.page, flag))
        self._paging[flag.id] = task
        task.add_done_callback(lambda _: self._paging.pop(flag.id, None))

    async def _paged(self, page: Callable[[Flag], Awaitable[Answer]], flag: Flag) -> None:
        try:
            await self._until_answered(page, flag)
        except Exception:  # the clock comes round again; until then the wall shows the flag
            log.exception("not paged", flag=flag.id)

    async def _until_answered(self, page: Callable[[Flag], Awaitable[Answer]], flag: Flag) -> None:
        """At most three times now. Each attempt is written down with what came of it."""
        for attempt, pause in enumerate((0.0, *self.pauses), start=1):
            await asyncio.sleep(pause)
            answer = await page(flag)
            await self.clocks.paged(
                flag.id,
                attempt=attempt,
                at=self.now(),
                delivered=answer.delivered,
                status=answer.status,
            )
            if answer.delivered:
                return
