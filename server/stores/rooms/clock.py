"""What the clock does for rooms: who may come in, whose line was lost, what is past its time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from server.domain.duty import Availability
from server.domain.ids import PersonId, VisitId
from server.domain.room import LIFTED_FROM, RoomState
from server.domain.session import Role
from server.domain.visit import ROOMS, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.queue.counting import staffing
from server.stores.rooms.closing import RoomClosing
from server.stores.rooms.entering import enter
from server.stores.rooms.hosts import leave_as_host
from server.stores.rooms.lifting import SqlRoomLifting
from server.stores.rows import conversations as talks
from server.stores.rows import rooms as rows
from server.stores.rows import visits
from server.stores.rows.on_hold import held
from server.stores.tables.core import conversations, duties, members
from server.stores.tables.core import visits as visit_table
from server.stores.tables.rooms import rooms, seats

QUEUED = (VisitState.WAITING, VisitState.OFFERED)
_STILL_SITS = (
    select(seats.c.room)
    .join(visit_table, visit_table.c.id == seats.c.visit)
    .where(seats.c.ended_at.is_(None), visit_table.c.state.in_(ROOMS))
)
_WORRIES = and_(
    visit_table.c.state == VisitState.IN_ROOM,
    conversations.c.level >= LIFTED_FROM,
    conversations.c.level > seats.c.aside_level,
)
_IN_DANGER = (  # also who is first in line because of it: whoever is free sooner
    select(seats.c.visit)
    .join(visit_table, visit_table.c.id == seats.c.visit)
    .join(conversations, conversations.c.id == visit_table.c.conversation)
    .where(seats.c.ended_at.is_(None), or_(_WORRIES, visit_table.c.state.in_(QUEUED)))
    .order_by(conversations.c.level.desc(), seats.c.visit)
)
_LOST = (
    select(members.c.conversation, members.c.person)
    .join(rooms, rooms.c.id == members.c.conversation)
    .join(duties, (duties.c.staff == members.c.person) & (duties.c.role == Role.PEER))
    .where(members.c.left_at.is_(None), members.c.role == Role.PEER)
    .where(duties.c.availability != Availability.HOSTING)
)
_LEFT_OVER = (rooms.c.state == RoomState.CLOSED) & rooms.c.id.in_(_STILL_SITS)
_LOOKED_INTO = select(members.c.conversation).where(
    members.c.left_at.is_(None), members.c.role == Role.PEER, members.c.person.in_(held())
)


def _waited_for(there_since: datetime) -> ColumnElement[bool]:
    """Not where who looks after it is on hold."""
    at_door = _STILL_SITS.where(*_at_door(there_since))
    unlooked = rooms.c.id.not_in(_LOOKED_INTO)
    return and_(rooms.c.state == RoomState.OPEN, rooms.c.id.in_(at_door), unlooked)


def _at_door(there_since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whose line is up: nobody is let in who sleeps, they keep their place."""
    there = visit_table.c.seen_at >= there_since
    return visit_table.c.state == VisitState.AT_DOOR, there


@dataclass(frozen=True, slots=True)
class SqlRoomClock:
    """For the one leader; each write checks that the lease is still held."""

    db: Database
    close: RoomClosing
    lifting: SqlRoomLifting

    async def round(self, fence: Fence, at: datetime, seen_since: datetime) -> list[Wake]:
        """Raises LeaseLost."""
        past = (rooms.c.state != RoomState.CLOSED) & (rooms.c.closes_at <= at)
        ended = select(rooms.c.id).where(or_(past, _LEFT_OVER))
        async with self.db.read() as tx:
            over = list(await tx.scalars(ended))
            lost = [(row.conversation, row.person) for row in await tx.execute(_LOST)]
            in_danger = [VisitId(visit) for visit in await tx.scalars(_IN_DANGER)]
            waited_for_ = _waited_for(seen_since) & rooms.c.id.not_in(over)
            moderators = (await staffing(tx, seen_since)).moderators
            waited_for = (
                list(await tx.scalars(select(rooms.c.id).where(waited_for_))) if moderators else []
            )
        wakes = [wake for room in over for wake in await self._end(fence, room, at)]
        wakes += [await self._lose(fence, *one, at) for one in lost if one[0] not in over]
        for visit in in_danger:
            wakes += await self.lifting.lift(fence, visit, at, seen_since)
        return wakes + [await self._let_in(fence, room, at, seen_since) for room in waited_for]

    async def _end(self, fence: Fence, room: str, at: datetime) -> list[Wake]:
        async with self.db.write() as tx:
            await fence.check(tx)
            asked = [room, *await rows.own_talks(tx, room)]
            locked = await talks.with_backstages(self.db, tx, asked)
            found, talk = await rows.one(self.db, tx, room)
            return await self.close(tx, found, talk, locked, at)

    async def _lose(self, fence: Fence, room: str, peer: str, at: datetime) -> Wake:
        async with self.db.write() as tx:
            await fence.check(tx)
            found, talk = await rows.one(self.db, tx, room)
            return await leave_as_host(self.db, tx, (found, talk), PersonId(peer), at)

    async def _let_in(self, fence: Fence, room: str, at: datetime, seen_since: datetime) -> Wake:
        """First come, first in, as far as there are places."""
        wake = Wake(wall=True)
        async with self.db.write() as tx:
            await fence.check(tx)
            asked = [room, *await rows.own_talks(tx, room)]
            locked = await talks.with_backstages(self.db, tx, asked)
            found, talk = await rows.one(self.db, tx, room)
            here = await rows.those_in(tx, room)
            places = found.places(sum(one.is_taken for one in here))
            there = set(await tx.scalars(select(visit_table.c.id).where(*_at_door(seen_since))))
            door = [one.visit for one in here if one.visit.id in there]
            reachable = [visit.id for visit in door if visit.conversation in locked]
            still = await visits.locked(self.db, tx, reachable[:places])
            for who in reachable[:places]:
                if still[who].state is VisitState.AT_DOOR:
                    await visits.step(tx, still[who], VisitStep.ENTER)
                    await enter(tx, talk, still[who], at, wake)
        return wake
