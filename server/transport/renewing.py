"""Pages are read again when something changed, and told only what differs."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import structlog

from server.contract.commands import Sync
from server.contract.events import DeskRenewed, VisitRenewed, WallRenewed
from server.contract.staff_views import WallView
from server.domain.ids import ConversationId, PersonId
from server.domain.pictures import WallPicture
from server.domain.session import Role, Session
from server.transport.attending import Attending
from server.transport.audience import Audience, Person, who
from server.transport.telling import Telling

log = structlog.get_logger(__name__)

Views = Callable[[list[PersonId]], Awaitable[dict[PersonId, Any]]]
GATHER = 0.01  # seconds in which looks are gathered into one reading


@dataclass(slots=True)
class Renewing:
    """`visits` and `desks` read many views at once; `picture` and `wall_view` make a wall."""

    audience: Audience
    telling: Telling
    attending: Attending
    visits: Views
    desks: Views
    picture: Callable[[], Awaitable[WallPicture]]
    wall_view: Callable[[WallPicture, PersonId], WallView]
    wall_every: float = 0.0  # seconds: a wall is large, and people read it more slowly
    _told: dict[str, Any] = field(default_factory=dict, repr=False)  # by socket
    _dirty: set[Person] = field(default_factory=set)
    _wall: bool = False
    _wall_at: float = float("-inf")
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)

    async def sync(self, session: Session, _: Sync) -> Any:
        """Everything this page shows. First it hears, then it reads: nothing falls between.

        What changed while it was read could not be told yet, so it is looked for once more.
        """
        await self.attending.refresh([who(session)])
        view = await self._view(session)
        if (sid := self.audience.sid(who(session))) is not None:
            self._told[sid] = view
            self.look(who(session))
        return view

    def look(self, person: Person) -> None:
        if self.audience.sid(person) is not None:
            self._dirty.add(person)
            self._stirred.set()

    def look_in(self, conversation: ConversationId) -> None:
        """Everybody here who is in it."""
        if talk := self.audience.talk(conversation):
            for sid in talk.cursors:
                self.look(who(self.audience.sessions[sid]))

    def look_at_wall(self) -> None:
        self._wall = True
        self._stirred.set()

    def look_everywhere(self) -> None:
        """What a lost hint would have said."""
        for person in self.audience.people():
            self.look(person)
        self.look_at_wall()

    def forget(self, sid: str) -> None:
        self._told.pop(sid, None)

    async def run(self) -> None:
        while True:
            await self._stirred.wait()
            await asyncio.sleep(GATHER)
            await self.flush()

    async def flush(self) -> None:
        """A failing read leaves the pages as they are; the reconcile pass looks again."""
        self._stirred.clear()
        people, self._dirty = self._dirty, set()
        self._wall |= any(role is Role.MODERATOR for role, _ in people)
        try:
            await self._renew(people)
            if self._wall and self._is_wall_due():
                self._wall = False
                await self._renew_wall()
        except Exception:  # a store that is away
            log.exception("pages not renewed", count=len(people))

    def _is_wall_due(self) -> bool:
        """Where it is too soon, look again when it is not."""
        loop = asyncio.get_running_loop()
        wait = self._wall_at + self.wall_every - loop.time()
        if wait > 0:
            loop.call_later(wait, self._stirred.set)
            return False
        self._wall_at = loop.time()
        return True

    async def _renew(self, people: Iterable[Person]) -> None:
        if not people:
            return
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
            if sid in self._told and self._told[sid] != view:
                self._told[sid] = view
                self.telling.sid(sid, event(view=view))

    async def _renew_wall(self) -> None:
        watching = [(s, one) for s, one in self.audience.of_role(Role.MODERATOR) if s in self._told]
        if not watching:
            return
        picture = await self.picture()
        for sid, moderator in watching:
            view = self.wall_view(picture, moderator.id)
            if changed := _changed(self._told.get(sid), view):
                self._told[sid] = view
                self.telling.sid(sid, changed)

    async def _view(self, session: Session) -> Any:
        if session.role is Role.MODERATOR:
            return self.wall_view(await self.picture(), session.id)
        read = self.visits if session.role is Role.VISITOR else self.desks
        return (await read([session.id]))[session.id]


def _changed(before: WallView | None, now: WallView) -> WallRenewed | None:
    """What has to be put in, replaced or taken away; None where nothing changed."""
    if before is None or before == now:
        return None
    return WallRenewed(
        duty=now.duty,
        flags=_newer(before.flags, now.flags),
        flags_gone=_gone(before.flags, now.flags),
        conversations=_newer(before.conversations, now.conversations),
        conversations_gone=_gone(before.conversations, now.conversations),
        health=now.health if now.health != before.health else None,
    )


def _newer(before: tuple[Any, ...], now: tuple[Any, ...]) -> tuple[Any, ...]:
    known = {card.id: card for card in before}
    return tuple(card for card in now if known.get(card.id) != card)


def _gone(before: tuple[Any, ...], now: tuple[Any, ...]) -> tuple[str, ...]:
    there = {card.id for card in now}
    return tuple(card.id for card in before if card.id not in there)
