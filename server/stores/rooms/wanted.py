"""When somebody waits for the seat of somebody who is away."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from server.domain.room import RoomState
from server.domain.room_pictures import TAKEN
from server.domain.visit import VisitState
from server.stores.tables.core import visits
from server.stores.tables.rooms import rooms, seats


def seat_is_wanted(there_since: datetime) -> ColumnElement[bool]:
    """Theirs is in an open room that is full, and at its door is somebody whose line is up.

    Of the row of `visits` of an outer statement.
    """
    own = seats.alias("own")
    there = (
        select(func.count())
        .select_from(seats.join(_other, _other.c.id == seats.c.visit))
        .where(seats.c.room == rooms.c.id, seats.c.ended_at.is_(None))
    )
    taken = there.where(_other.c.state.in_(TAKEN)).scalar_subquery()
    at_door = (_other.c.state == VisitState.AT_DOOR) & (_other.c.seen_at >= there_since)
    waiting = there.where(at_door).scalar_subquery()
    sits = visits.c.state == VisitState.IN_ROOM
    here = (
        select(own.c.visit)
        .join(rooms, rooms.c.id == own.c.room)
        .where(own.c.visit == visits.c.id, own.c.ended_at.is_(None))
        .where(rooms.c.state == RoomState.OPEN, taken >= rooms.c.capacity, waiting > 0)
    )
    return sits & here.correlate(visits).exists()


_other = visits.alias("other")
