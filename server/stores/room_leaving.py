"""A visitor gets up from a room: for good, or with a place that is kept for them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import PersonId
from server.domain.message import Notice
from server.domain.visit import Visit, VisitState
from server.domain.wake import Wake
from server.stores.rows import conversations as talks
from server.stores.rows import rooms
from server.stores.rows.messages import add_notice


async def out_of_room(
    tx: AsyncConnection, visit: Visit, at: datetime, wake: Wake, *, keeps_place: bool = False
) -> None:
    """From now on they hear nothing of it. Their conversation is locked, and with it the room."""
    room = await rooms.room_of_visit(tx, visit.id)
    if room is None:
        return
    if visit.state is VisitState.IN_ROOM:
        talk = await talks.known(tx, room)
        who = PersonId(visit.id)
        left = await add_notice(tx, talk, Notice.ROOM_LEFT, about=who, name=visit.pseudonym, at=at)
        wake.said.append(left)
        await talks.drop_members(tx, room, at, person=who)
    if not keeps_place:
        await rooms.end_seats(tx, room, [visit.id], at)
    wake.talks.add(room)
    wake.wall = True
