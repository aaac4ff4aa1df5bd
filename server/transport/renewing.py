"""Pages are read again when something changed, and told only what differs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from server.contract.commands import Sync
from server.contract.duty_commands import Knock
from server.contract.events import DeskRenewed, VisitRenewed
from server.contract.lock_views import LockedView
from server.domain.ids import ConversationId, PersonId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.slices import slices
from server.transport.attending import Attending
from server.transport.audience import Audience, Person, who
from server.transport.marks import without_marks
from server.transport.outside import Outside
from server.transport.telling import Telling
from server.transport.together import Together
from server.transport.walls import Walls

log = structlog.get_logger(__name__)

Views = Callable[[list[PersonId]], Awaitable[dict[PersonId, Any]]]
GATHER = 0.03  # seconds in which looks are gathered into one reading
AT_ONCE = 50  # people whose pages are read together, before others get their turn


@dataclass(slots=True)
class Renewing:
    """`visits` and `desks` read many views at once; moderators' pages are `walls`."""

    audience: Audience
    telling: Telling
    outside: Outside
    attending: Attending
    visits: Views
    desks: Views
    walls: Walls
    _told: dict[str, Any] = field(default_factory=dict, repr=False)  # by socket
    _moving: dict[str, Any] = field(default_factory=dict, repr=False)  # by socket
    _syncing: dict[Person, bool] = field(default_factory=dict)  # has it stirred meanwhile?
    _dirty: set[Person] = field(default_factory=set)
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)
    _pages: Together[Person] = field(init=False)

    def __post_init__(self) -> None:
        self._pages = Together(self._read, AT_ONCE)

    @property
    def is_asked(self) -> bool:
        return self._stirred.is_set() or self.walls.is_asked

    async def sync(self, session: Session, _: Sync) -> Any:
        """Everything this page shows. First it hears, then it reads: nothing falls between.

        What stirs while it is read could not be told yet, so it is looked for once more.
        """
        person = who(session)
        self._syncing[person] = False
        try:
            view = await self._pages(person)
        finally:
            has_stirred = self._syncing.pop(person, True)
        if (sid := self.audience.sid(person)) is not None:
            self._keep(person, sid, view)
            if has_stirred:
                self.look(person)
        return view

    async def view(self, session: Session) -> Any:
        """For an answer: one that is read aside may be older than what was told meanwhile."""
        return await self.sync(session, Sync())

    async def knock(self, session: Session, _: Knock) -> LockedView:
        """What a locked page may know of it; from now on it is told when that changes."""
        sid = self.audience.sid(who(session))
        if sid is None or not self.outside.holds(sid):
            raise Refusal(Code.NOT_NOW)
        return self.outside.shown(sid, await self.sync(session, Sync()))

    def look(self, person: Person) -> None:
        if self.audience.sid(person) is not None:
            self._dirty.add(person)
            self._stirred.set()
            self._note(person)
            if person[0] is Role.MODERATOR:
                self.walls.look()

    def look_in(self, conversation: ConversationId) -> None:
        """Everybody here who is in it."""
        if talk := self.audience.talk(conversation):
            for sid in talk.cursors:
                self.look(who(self.audience.sessions[sid]))

    def look_at_wall(self) -> None:
        self.walls.look()
        for person in list(self._syncing):
            if person[0] is Role.MODERATOR:
                self._note(person)

    def look_everywhere(self) -> None:
        """What a lost hint would have said."""
        for person in self.audience.people():
            self.look(person)
        self.look_at_wall()

    def _note(self, person: Person) -> None:
        if person in self._syncing:
            self._syncing[person] = True

    def forget(self, sid: str) -> None:
        self.walls.forget(sid)
        self.outside.forget(sid)
        self._told.pop(sid, None)
        self._moving.pop(sid, None)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.walls.run())
            tasks.create_task(self._run())

    async def _run(self) -> None:
        while True:
            await self._stirred.wait()
            await asyncio.sleep(GATHER)
            await self._flush()

    async def flush(self) -> None:
        """All that was asked for, now."""
        await self._flush()
        await self.walls.flush()

    async def _flush(self) -> None:
        """A failing read leaves the pages as they are; the reconcile pass looks again."""
        self._stirred.clear()
        people, self._dirty = self._dirty, set()
        try:
            for some in slices(people, AT_ONCE):
                await self._renew(some)
                await asyncio.sleep(0)
        except Exception:  # a store that is away
            log.exception("pages not renewed", count=len(people))

    async def _renew(self, people: Iterable[Person]) -> None:
        await self.attending.refresh(people)
        await self._renew_role(Role.VISITOR, people, self.visits, VisitRenewed)
        await self._renew_role(Role.PEER, people, self.desks, DeskRenewed)

    async def _renew_role(
        self, role: Role, people: Iterable[Person], read: Views, event: Any
    ) -> None:
        wanted = [person for its, person in people if its is role]
        if not wanted:
            return
        for person, view in (await read(wanted)).items():
            sid = self.audience.sid((role, person))
            if sid is not None and self.outside.holds(sid):
                self.outside.renew(sid, view)
            elif sid in self._told and self._is_news(sid, view):
                self._told[sid] = view
                self.telling.sid(sid, event(view=view))
                self._note((role, person))  # an answer that is being read may be older

    def _is_news(self, sid: str, view: Any) -> bool:
        """Where messages come, their marks are told by them, and by the page when they rest."""
        before, moving = self._told[sid], self._moving.pop(sid, None)
        if view == before:
            return False
        if view == moving or without_marks(view) != without_marks(before):
            return True
        self._moving[sid] = view
        return False

    def _keep(self, person: Person, sid: str, view: Any) -> None:
        if person[0] is Role.MODERATOR:
            self.walls.keep(sid, view)
        else:
            self._told[sid] = view

    async def _read(self, people: Sequence[Person]) -> dict[Person, Any]:
        """The pages of all who have just come. First they hear."""
        await self.attending.refresh(people)
        by_role: dict[Role, list[PersonId]] = {}
        for role, person in people:
            by_role.setdefault(role, []).append(person)
        return {
            (role, person): view
            for role, them in by_role.items()
            for person, view in (await self._views(role, them)).items()
        }

    async def _views(self, role: Role, people: list[PersonId]) -> dict[PersonId, Any]:
        if role is Role.MODERATOR:
            return await self.walls.views(people)
        return await (self.visits if role is Role.VISITOR else self.desks)(people)
