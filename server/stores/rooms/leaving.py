"""A visitor gets up from a room: for good, or with a place that is kept for them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import PersonId, VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import ROOMS, Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.rows import conversations as talks
from server.stores.rows import rooms, visits
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


async def gives_up_seat(tx: AsyncConnection, visit: VisitId, at: datetime, wake: Wake) -> None:
    """Somebody from outside the room answers them: nobody waits for two."""
    room = await rooms.room_of_visit(tx, visit)
    if room is not None:
        await rooms.end_seats(tx, room, [visit], at)
        wake.talks.add(room)


async def to_the_queue(tx: AsyncConnection, visit: Visit, at: datetime) -> Wake:
    """Their conversation is locked with the room, and the visit."""
    if visit.state not in ROOMS:
        raise StepNotAllowed("not in a room")
    wake = Wake(wall=True, queue=True)
    wake.look(Role.VISITOR, visit.id)
    await out_of_room(tx, visit, at, wake)
    await visits.step(tx, visit, VisitStep.TALK_ALONE, {"waiting_since": at})
    return wake
