"""The pager: every way to reach somebody who is not at the wall, each tried until it answers."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

import structlog

from server.domain.flag import Flag
from server.domain.paging import Attempt, Owed, Way
from server.services.ports import Hints, Now
from server.services.watch.ports import Pages

PAUSES: Final = (2.0, 5.0)  # seconds before the second and the third try
CRASHED: Final = timedelta(seconds=30)  # longer than any try: then whoever tried is dead

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """`delivered` only where the other side said so; `status` is a code or a word."""

    delivered: bool
    status: str


BROKE: Final = Answer(delivered=False, status="broke")


class Channel(Protocol):
    async def page(self, flag: Flag) -> Answer:
        """Tell about one flag: where to look, and nothing of what was said."""

    async def reach(self) -> Answer:
        """Try the way there as far as it goes without calling anybody."""


@dataclass(frozen=True, slots=True)
class Paging:
    """`channels` are those that are set up here, by the names that the ladder calls them.

    What is owed stands in SQL since the clock called for it: a crash between the two loses nothing.
    """

    channels: Mapping[str, Channel]
    pages: Pages
    hints: Hints
    now: Now
    pauses: tuple[float, ...] = PAUSES
    _under_way: dict[Way, asyncio.Task[None]] = field(default_factory=dict)

    def ways(self, called: Collection[str]) -> tuple[str, ...]:
        """Of those that the ladder calls for, the ones that are set up here."""
        return tuple(name for name in called if name in self.channels)

    async def round(self, fence: object) -> None:
        """Try what is due; not waited for: one that is slow must not hold up another.

        Raises LeaseLost.
        """
        at = self.now()
        for owed in await self.pages.owed(fence, at, at + CRASHED, frozenset(self._under_way)):
            task = asyncio.get_running_loop().create_task(self._paged(owed))
            self._under_way[owed.way] = task
            task.add_done_callback(partial(self._ended, owed.way))

    async def done(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._under_way.values())

    def _ended(self, way: Way, _: asyncio.Task[None]) -> None:
        del self._under_way[way]

    async def _paged(self, owed: Owed) -> None:
        try:
            answer, at = await self._answer(owed), self.now()
            attempt = Attempt(at, answer.delivered, answer.status)
            if not answer.delivered:
                log.warning(
                    "page not taken",
                    flag=owed.flag.id,
                    channel=owed.channel,
                    attempt=owed.attempt,
                    status=answer.status,
                )
            self.hints.spread(await self.pages.paged(owed, attempt, self._again(owed, at)))
        except Exception:  # it is still owed, and due again; until then the wall shows the flag
            log.exception("not paged", flag=owed.flag.id)

    async def _answer(self, owed: Owed) -> Answer:
        try:
            return await self.channels[owed.channel].page(owed.flag)
        except Exception:  # an attempt like any other: the wall says that this way fails
            log.exception("pager broke", flag=owed.flag.id, channel=owed.channel)
            return BROKE

    def _again(self, owed: Owed, at: datetime) -> datetime | None:
        """None after the last try: then the flag's own clock calls for it anew."""
        if owed.attempt > len(self.pauses):
            return None
        return at + timedelta(seconds=self.pauses[owed.attempt - 1])
