"""The pager: every way to reach somebody who is not at the wall, each tried until it answers."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

import structlog

from config.ladder import Ladder
from server.domain.flag import Flag
from server.domain.ids import FlagId
from server.services.ports import Now
from server.services.supervising_ports import Pages

PAUSES = (2.0, 5.0)  # seconds before the second and the third try

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """`delivered` only where the other side said so; `status` is a code or a word."""

    delivered: bool
    status: str


class Channel(Protocol):
    async def page(self, flag: Flag) -> Answer:
        """Tell about one flag: where to look, and nothing of what was said."""

    async def reach(self) -> Answer:
        """Try the way there as far as it goes without calling anybody."""


@dataclass(frozen=True, slots=True)
class Paging:
    """`channels` are those that are set up here, by the names that the ladder calls them."""

    channels: Mapping[str, Channel]
    pages: Pages
    ladder: Ladder
    now: Now
    pauses: tuple[float, ...] = PAUSES
    _under_way: dict[tuple[FlagId, str], asyncio.Task[None]] = field(default_factory=dict)

    def begin(self, flag: Flag) -> None:
        """Not waited for: one that is slow must not hold up another, nor the clocks of others."""
        for name in self.ladder.at(flag.level).pager:
            if name in self.channels and (flag.id, name) not in self._under_way:
                task = asyncio.get_running_loop().create_task(self._paged(name, flag))
                self._under_way[flag.id, name] = task
                task.add_done_callback(partial(self._ended, (flag.id, name)))

    async def done(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._under_way.values())

    def _ended(self, which: tuple[FlagId, str], _: asyncio.Task[None]) -> None:
        del self._under_way[which]

    async def _paged(self, name: str, flag: Flag) -> None:
        try:
            await self._until_answered(name, flag)
        except Exception:  # the clock comes round again; until then the wall shows the flag
            log.exception("not paged", flag=flag.id)

    async def _until_answered(self, name: str, flag: Flag) -> None:
        """At most three times now. Each attempt is written down with what came of it."""
        for attempt, pause in enumerate((0.0, *self.pauses), start=1):
            await asyncio.sleep(pause)
            answer = await self.channels[name].page(flag)
            await self.pages.paged(
                flag.id,
                channel=name,
                attempt=attempt,
                at=self.now(),
                delivered=answer.delivered,
                status=answer.status,
            )
            if answer.delivered:
                return
