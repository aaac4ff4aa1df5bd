"""Moderators' walls: what is flagged is told at once, the rest as often as it can be read."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from server.contract.flag_views import FlagCard
from server.contract.staff_views import WallView
from server.domain.ids import PersonId
from server.domain.pictures import RaisedPicture, WallPicture
from server.domain.session import Role, Session
from server.transport.audience import Audience
from server.transport.outside import Outside
from server.transport.pace import Pace
from server.transport.telling import Telling
from server.transport.wall_changes import changed

FLAGS_LATEST = 0.2  # seconds: also where hundreds are open a flag is not kept waiting


@dataclass(frozen=True, slots=True)
class WallReads:
    """`picture` grows with the conversations, `raised` with the flags alone."""

    picture: Callable[[], Awaitable[WallPicture]]
    raised: Callable[[], Awaitable[RaisedPicture]]
    view: Callable[[WallPicture, RaisedPicture, PersonId], WallView]
    flags: Callable[[RaisedPicture, PersonId], tuple[FlagCard, ...]]


@dataclass(slots=True)
class Walls:
    """`every` and `latest` are seconds between two readings of the whole; flags come between."""

    audience: Audience
    telling: Telling
    outside: Outside
    reads: WallReads
    every: float
    latest: float
    _told: dict[str, WallView] = field(default_factory=dict, repr=False)  # by socket
    _in_order: asyncio.Lock = field(default_factory=asyncio.Lock)  # read later, told later
    _whole: Pace = field(init=False)
    _flags: Pace = field(init=False)

    def __post_init__(self) -> None:
        self._whole = Pace(self._tell_whole, self.every, self.latest)
        self._flags = Pace(self._tell_flags, 0.0, FLAGS_LATEST)

    @property
    def is_asked(self) -> bool:
        return self._flags.is_asked or self._whole.is_asked

    def look(self) -> None:
        self._flags.ask()
        self._whole.ask()

    def keep(self, sid: str, view: WallView) -> None:
        """What this page has just read: from now on it is told what differs."""
        self._told[sid] = view
        self.outside.saw(sid, view)

    def forget(self, sid: str) -> None:
        self._told.pop(sid, None)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._flags.run())
            tasks.create_task(self._whole.run())

    async def flush(self) -> None:
        """What was asked for, now."""
        await self._flags.flush()
        await self._whole.flush()

    async def views(self, moderators: Sequence[PersonId]) -> dict[PersonId, Any]:
        """The flags are read last: none of them is older than the rest."""
        picture, raised = await self.reads.picture(), await self.reads.raised()
        return {one: self.reads.view(picture, raised, one) for one in moderators}

    async def _tell_whole(self) -> None:
        if not any(self._watching()):
            return
        picture = await self.reads.picture()
        async with self._in_order:
            raised = await self.reads.raised()
            for sid, moderator, _ in self._watching():
                self._tell(sid, self.reads.view(picture, raised, moderator.id))

    async def _tell_flags(self) -> None:
        if not any(self._watching()):
            return
        async with self._in_order:
            raised = await self.reads.raised()
            for sid, moderator, told in self._watching():
                self._tell(sid, replace(told, flags=self.reads.flags(raised, moderator.id)))

    def _watching(self) -> Iterator[tuple[str, Session, WallView]]:
        for sid, moderator in list(self.audience.of_role(Role.MODERATOR)):
            if (told := self._told.get(sid)) is not None:
                yield sid, moderator, told

    def _tell(self, sid: str, view: WallView) -> None:
        news, self._told[sid] = changed(self._told.get(sid), view), view
        if self.outside.holds(sid):
            self.outside.renew(sid, view)
            return
        self.outside.saw(sid, view)
        if news:
            self.telling.sid(sid, news)
