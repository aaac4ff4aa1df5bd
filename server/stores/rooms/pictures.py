"""Rooms with all around them, for many pages at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.flag import BY_VISITOR, FlagState
from server.domain.ids import PersonId, StaffId, VisitId
from server.domain.room import RoomState
from server.domain.room_pictures import RoomPicture, SeatPicture
from server.stores.rows.conversations import conversation_of, present_members
from server.stores.rows.rooms import OPEN_SEATS, room_of, seat_of
from server.stores.rows.visits import visit_of
from server.stores.tables.core import conversations, duties, flags, visits
from server.stores.tables.house import staff
from server.stores.tables.rooms import rooms, seats

AHEAD: Final = timedelta(hours=24)  # what visitors are shown

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NOT_OVER = rooms.c.state != RoomState.CLOSED
_ROOMS = select(rooms).where(rooms.c.id.in_(_IDS)).order_by(rooms.c.opens_at, rooms.c.id)
_TALKS = select(conversations).where(conversations.c.id.in_(_IDS))
_SEATS = (
    OPEN_SEATS.add_columns(conversations.c.level, flags.c.state.label("flag"), seats.c.from_seq)
    .join(conversations, conversations.c.id == visits.c.conversation)
    .outerjoin(
        flags,
        (flags.c.conversation == visits.c.conversation)
        & (flags.c.state != FlagState.RESOLVED)
        & (flags.c.reported == "")
        & (flags.c.raised_by != BY_VISITOR),  # what a visitor tells of another is not for the two
    )
    .where(seats.c.room.in_(_IDS))
)
_HOSTS = select(rooms.c.id, staff.c.id.label("host"), staff.c.name).join(
    staff, or_(staff.c.id == rooms.c.facilitator, staff.c.id == rooms.c.co_facilitator)
)
_HOSTS_OF = _HOSTS.where(rooms.c.id.in_(_IDS))
_HERE = select(duties.c.staff).where(duties.c.seen_at >= bindparam("since"))
_OF_VISITS = select(seats.c.visit, seats.c.room).where(
    seats.c.visit.in_(_IDS), seats.c.ended_at.is_(None)
)
_OF_PEERS = _HOSTS.where(staff.c.id.in_(_IDS), _NOT_OVER)
_COMING = select(rooms.c.id).where(
    _NOT_OVER, rooms.c.opens_at <= bindparam("until"), rooms.c.closes_at > bindparam("since")
)


async def of_visits(
    tx: AsyncConnection, ids: Sequence[str], seen_since: datetime
) -> Mapping[VisitId, RoomPicture]:
    """The room in which each of these has a seat."""
    where = {row.visit: row.room for row in await tx.execute(_OF_VISITS, {"ids": list(ids)})}
    found = {one.room.id: one for one in await these(tx, set(where.values()), seen_since)}
    return {VisitId(visit): found[room] for visit, room in where.items()}


async def of_peers(
    tx: AsyncConnection, ids: Sequence[str], seen_since: datetime
) -> Mapping[str, list[RoomPicture]]:
    """The rooms that are not over and that each of these looks after."""
    rows = [(row.host, row.id) for row in await tx.execute(_OF_PEERS, {"ids": list(ids)})]
    by_peer: dict[str, list[RoomPicture]] = defaultdict(list)
    for one in await these(tx, {room for _, room in rows}, seen_since):
        for host in {host for host, room in rows if room == one.room.id}:
            by_peer[host].append(one)
    return by_peer


async def coming(tx: AsyncConnection, seen_since: datetime) -> list[RoomPicture]:
    """Those that are open, or open within a day."""
    asked = {"since": seen_since, "until": seen_since + AHEAD}
    return await these(tx, await tx.scalars(_COMING, asked), seen_since)


async def planned(tx: AsyncConnection, seen_since: datetime) -> list[RoomPicture]:
    """All that are not over."""
    return await these(tx, await tx.scalars(select(rooms.c.id).where(_NOT_OVER)), seen_since)


async def these(
    tx: AsyncConnection, which: Iterable[str], seen_since: datetime
) -> list[RoomPicture]:
    """By the time at which they open."""
    ids = {"ids": list(which)}
    if not ids["ids"]:
        return []
    talks = {row.id: row for row in await tx.execute(_TALKS, ids)}
    inside = await present_members(tx, ids["ids"])
    sat, names = await _seats(tx, ids, seen_since), await _names(tx, _HOSTS_OF, ids)
    here = frozenset(PersonId(row.staff) for row in await tx.execute(_HERE, {"since": seen_since}))
    return [
        RoomPicture(
            room=room_of(row),
            talk=conversation_of(talks[row.id], inside.get(row.id, ())),
            seats=tuple(sat[row.id]),
            present=here,
            names=names[row.id],
        )
        for row in await tx.execute(_ROOMS, ids)
    ]


async def _seats(
    tx: AsyncConnection, ids: Mapping[str, list[str]], seen_since: datetime
) -> Mapping[str, list[SeatPicture]]:
    found: dict[str, list[SeatPicture]] = defaultdict(list)
    for row in await tx.execute(_SEATS, ids):
        found[row.room].append(_seat(row, seen_since))
    return found


def _seat(row: Row[Any], seen_since: datetime) -> SeatPicture:
    return SeatPicture(
        seat=seat_of(row),
        visit=visit_of(row),
        level=Level(row.level),
        present=row.seen_at >= seen_since,
        from_seq=row.from_seq,
        flag=FlagState(row.flag) if row.flag else None,
    )


async def _names(
    tx: AsyncConnection, wanted: Select[Any], ids: Mapping[str, list[str]]
) -> Mapping[str, dict[StaffId, str]]:
    names: dict[str, dict[StaffId, str]] = defaultdict(dict)
    for row in await tx.execute(wanted, ids):
        names[row.id][StaffId(row.host)] = row.name
    return names
