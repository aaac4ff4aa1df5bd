"""What a lost hint would have said is found again, and who is here is written down."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from server.domain.ids import PersonId
from server.domain.session import Role
from server.domain.slices import slices
from server.domain.staff import Standing
from server.transport.attending import Attending
from server.transport.audience import Audience, Person
from server.transport.delivery import Delivery
from server.transport.locks import Locks
from server.transport.renewing import Renewing

log = structlog.get_logger(__name__)

Mark = tuple[str, PersonId, int]
TICK = 1.0  # seconds
MARKS_EVERY = 3  # ticks: who has received what; hints have told it already
TALKS_EVERY = 2  # ticks: the newest seq of every conversation here
DOOR_EVERY = 2  # ticks: whether a moderator has shut or opened the door
STAFF_EVERY = 3  # ticks: who of the staff here may still be here
PAGES_EVERY = 5  # ticks: who is here, who is in which conversation, and every page
PAGES_AT_ONCE = 500  # of a process that has more pages, so many in their turn: to read one is dear
REFRESHED = 200  # people whose conversations are read together


@dataclass(slots=True)
class Reconciling:
    """`still_staff` says how each of these sessions stands now; `alive` notes this process."""

    audience: Audience
    attending: Attending
    delivery: Delivery
    renewing: Renewing
    locks: Locks
    door: Callable[[], Awaitable[object]]
    last_seqs: Callable[[Sequence[str]], Awaitable[dict[str, int]]]
    visitors_seen: Callable[[Sequence[str], datetime], Awaitable[None]]
    staff_seen: Callable[[Sequence[Person], datetime], Awaitable[None]]
    received: Callable[[Sequence[Mark]], Awaitable[None]]
    still_staff: Callable[[Sequence[str]], Awaitable[Mapping[str, Standing]]]
    put_out: Callable[[str], None]
    alive: Callable[[datetime], Awaitable[None]]
    now: Callable[[], datetime]
    hints_arrive: Callable[[], bool]
    _marks: dict[tuple[str, PersonId], int] = field(default_factory=dict)
    _door_was: object = None
    _in_turn: list[Person] = field(default_factory=list)
    _hints_lost: bool = False

    def mark(self, conversation: str, person: PersonId, seq: int) -> None:
        """Somebody has received this far; written down soon."""
        known = self._marks.get((conversation, person), 0)
        self._marks[conversation, person] = max(known, seq)

    async def run(self) -> None:
        tick = 0
        while True:
            self._hints_lost |= not self.hints_arrive()
            if tick % MARKS_EVERY == 0:
                await self._each(self._write_marks)
            if tick % TALKS_EVERY == 0:
                await self._each(self._talks)
            if tick % DOOR_EVERY == 0:
                await self._each(self._door)
            if tick % STAFF_EVERY == 0:
                await self._each(self._revocations)
            if tick % PAGES_EVERY == 0:
                await self._each(self._presence)
                await self._each(self._memberships)
                self._pages()
            tick += 1
            await asyncio.sleep(TICK)

    async def _each(self, one: Callable[[], Awaitable[None]]) -> None:
        try:
            await one()
        except Exception:  # a store that is away must not end the pass that finds what it missed
            log.exception("reconcile failed")

    async def _write_marks(self) -> None:
        marks, self._marks = self._marks, {}
        if not marks:
            return
        try:
            await self.received([(talk, who, seq) for (talk, who), seq in marks.items()])
        except Exception:
            for (talk, who), seq in marks.items():  # with the next tick, then
                self.mark(talk, who, seq)
            raise

    async def _talks(self) -> None:
        here = {talk.id: talk for talk in self.audience.talks()}
        if not here:
            return
        for conversation, newest in (await self.last_seqs(list(here))).items():
            talk = self.audience.talk(conversation)
            if talk is not None:
                talk.newest = max(talk.newest, newest)
                self.delivery.catch_up(talk)

    async def _door(self) -> None:
        """Every page says within seconds whether somebody new is let in."""
        before, self._door_was = self._door_was, await self.door()
        if before != self._door_was:
            self.renewing.look_everywhere()

    async def _memberships(self) -> None:
        """Nobody goes on hearing what they have left, however many pages wait for their turn."""
        for some in slices(self.audience.people(), REFRESHED):
            await self.attending.refresh(some)
            await asyncio.sleep(0)

    def _pages(self) -> None:
        """Walls every time: a flag must be seen. All of them where hints were lost."""
        if self._hints_lost:
            self._hints_lost, self._in_turn = False, []
            self.renewing.look_everywhere()
            return
        if not self._in_turn:
            self._in_turn = self.audience.people()
        some, self._in_turn = self._in_turn[:PAGES_AT_ONCE], self._in_turn[PAGES_AT_ONCE:]
        for person in some:
            self.renewing.look(person)
        self.renewing.look_at_wall()

    async def _presence(self) -> None:
        at = self.now()
        await self.alive(at)
        people = self.audience.people()
        if visitors := [person for role, person in people if role is Role.VISITOR]:
            await self.visitors_seen(visitors, at)
        if staff := [one for one in people if one[0] is not Role.VISITOR]:
            await self.staff_seen(staff, at)

    async def _revocations(self) -> None:
        """Who was disabled, signed out or has lost this role is put out, hint or no hint; whose
        console is locked is known.
        """
        staff = [
            (sid, one)
            for sid, one in self.audience.sessions.items()
            if one.role is not Role.VISITOR
        ]
        turn, asked = self.locks.turn, {one.signed_in for _, one in staff} | self.locks.known
        if not asked:
            return
        found = await self.still_staff(list(asked))
        self.locks.read(self._as_found(asked, found), turn)
        for sid, one in staff:
            standing = found.get(one.signed_in)
            if standing is None or one.role not in standing.roles:
                self.put_out(sid)

    def _as_found(self, asked: Iterable[str], found: Mapping[str, Standing]) -> dict[str, bool]:
        """A session that is over opens no page that is still being put out."""
        here = {one.signed_in for one in self.audience.sessions.values()}
        standing = {one: found[one].locked for one in asked if one in found}
        return standing | {one: False for one in asked if one not in found and one not in here}
