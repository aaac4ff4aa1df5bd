"""Rooms and their seats, inside somebody's transaction. A room is locked by its conversation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Kind
from server.domain.ids import RoomId, StaffId, VisitId
from server.domain.refusal import Code, Refusal
from server.domain.room import ROOM, Room, RoomState, RoomStep, Seat
from server.domain.room_pictures import TAKEN
from server.domain.session import Role
from server.domain.visit import Visit, VisitState
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows.visits import visit_of
from server.stores.tables.core import members, visits
from server.stores.tables.house import staff
from server.stores.tables.rooms import rooms, seats

OPEN_SEATS = (
    select(seats.c.room, seats.c.visit, seats.c.since, seats.c.hand_at, visits)
    .join(visits, visits.c.id == seats.c.visit)
    .where(seats.c.ended_at.is_(None))
    .order_by(seats.c.since, seats.c.visit)
)


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat and whose it is: at the door, in the room, or out of it to talk alone."""

    seat: Seat
    visit: Visit

    @property
    def is_taken(self) -> bool:
        return self.visit.state in TAKEN


async def one(db: Database, tx: AsyncConnection, id: str) -> tuple[Room, Conversation]:
    """Both locked. Raises Refusal(NOT_FOUND)."""
    talk = await talks.one(db, tx, id, (Kind.ROOM,))
    row = (await tx.execute(select(rooms).where(rooms.c.id == talk.id))).one()
    return room_of(row), talk


async def add(tx: AsyncConnection, room: Room, by: str) -> None:
    await tx.execute(
        insert(rooms).values(
            id=room.id,
            topic=room.topic,
            language=room.language,
            capacity=room.capacity,
            state=room.state,
            opens_at=room.opens_at,
            closes_at=room.closes_at,
            facilitator=room.facilitator,
            co_facilitator=room.co_facilitator,
            slow=room.slow,
            made_by=by,
        )
    )


async def step(tx: AsyncConnection, room: Room, step: RoomStep) -> RoomState:
    state = ROOM.after(room.state, step)
    await change(tx, room, {"state": state})
    return state


async def change(tx: AsyncConnection, room: Room, values: Mapping[str, Any]) -> None:
    await tx.execute(update(rooms).where(rooms.c.id == room.id).values(values))


async def those_in(tx: AsyncConnection, room: str) -> list[Seated]:
    """Everybody with a seat or a place at the door, in the order in which they came."""
    rows = await tx.execute(OPEN_SEATS.where(seats.c.room == room))
    return [Seated(seat_of(row), visit_of(row)) for row in rows]


async def at_door(tx: AsyncConnection, room: str, since: datetime) -> int:
    """How many stand there whose line was up since then: who is away is in nobody's way."""
    there = (visits.c.state == VisitState.AT_DOOR) & (visits.c.seen_at >= since)
    wanted = select(func.count()).select_from(seats.join(visits, visits.c.id == seats.c.visit))
    here = (seats.c.room == room) & seats.c.ended_at.is_(None)
    return await tx.scalar(wanted.where(here, there)) or 0


async def own_talks(tx: AsyncConnection, room: str) -> list[str]:
    """The visitors' own conversations, to be locked with the room's."""
    wanted = select(visits.c.conversation).join(seats, seats.c.visit == visits.c.id)
    there = wanted.where(seats.c.room == room, seats.c.ended_at.is_(None))
    return list(await tx.scalars(there))


async def hosted_by(tx: AsyncConnection, peer: str) -> RoomId | None:
    """The room that this peer looks after now."""
    inside = (members.c.person == peer) & (members.c.role == Role.PEER)
    wanted = select(rooms.c.id).join(members, members.c.conversation == rooms.c.id)
    found = await tx.scalar(wanted.where(inside, members.c.left_at.is_(None)))
    return RoomId(found) if found else None


async def talks_alone(tx: AsyncConnection, room: str, peer: str) -> bool:
    """Does this peer talk with one of its visitors now?"""
    wanted = (
        select(visits.c.id)
        .join(seats, (seats.c.visit == visits.c.id) & seats.c.ended_at.is_(None))
        .join(members, members.c.conversation == visits.c.conversation)
        .where(seats.c.room == room, visits.c.state == VisitState.TALKING)
        .where(members.c.person == peer, members.c.left_at.is_(None))
    )
    return await tx.scalar(wanted.limit(1)) is not None


async def room_of_visit(tx: AsyncConnection, visit: str) -> RoomId | None:
    """Where they have a seat."""
    here = select(seats.c.room).where(seats.c.visit == visit, seats.c.ended_at.is_(None))
    found = await tx.scalar(here)
    return RoomId(found) if found else None


async def named(tx: AsyncConnection, room: str, name: str) -> VisitId:
    """Who has this name among those with a seat. Raises Refusal(NOT_FOUND)."""
    wanted = OPEN_SEATS.where(seats.c.room == room, visits.c.pseudonym == name)
    row = (await tx.execute(wanted)).one_or_none()
    if row is None:
        raise Refusal(Code.NOT_FOUND)
    return VisitId(row.visit)


async def sit(tx: AsyncConnection, seat: Seat) -> None:
    await tx.execute(
        insert(seats).values(
            room=seat.room, visit=seat.visit, since=seat.since, from_seq=0, aside_level=0
        )
    )


async def change_seat(
    tx: AsyncConnection, room: str, visit: VisitId, values: Mapping[str, Any]
) -> None:
    here = (seats.c.room == room) & (seats.c.visit == visit)
    await tx.execute(update(seats).where(here).values(values))


async def end_seats(tx: AsyncConnection, room: str, who: Iterable[str], at: datetime) -> None:
    theirs = (seats.c.room == room) & seats.c.visit.in_(list(who)) & seats.c.ended_at.is_(None)
    await tx.execute(update(seats).where(theirs).values(ended_at=at, hand_at=None))


async def may_facilitate(tx: AsyncConnection, people: Iterable[str]) -> frozenset[StaffId]:
    """Those of them who may, and can sign in."""
    able = select(staff.c.id, staff.c.roles).where(
        staff.c.id.in_(list(people)), staff.c.disabled_at.is_(None)
    )
    rows = await tx.execute(able)
    return frozenset(StaffId(row.id) for row in rows if Role.FACILITATOR in row.roles)


def require_host(room: Room, talk: Conversation, person: str) -> None:
    """Who looks after it, and is in it. Raises Refusal(NOT_FOUND)."""
    if not any(m.person == person and room.is_host(m.person) for m in talk.members):
        raise Refusal(Code.NOT_FOUND)


def room_of(row: Row[Any]) -> Room:
    return Room(
        id=RoomId(row.id),
        topic=row.topic,
        language=row.language,
        capacity=row.capacity,
        state=RoomState(row.state),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        facilitator=StaffId(row.facilitator),
        co_facilitator=StaffId(row.co_facilitator),
        slow=row.slow,
    )


def seat_of(row: Row[Any]) -> Seat:
    return Seat(RoomId(row.room), VisitId(row.visit), row.since, row.hand_at)
