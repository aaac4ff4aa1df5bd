"""Seats: a visitor comes to the door, raises a hand, would rather talk with one person."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import RoomId
from server.domain.lifecycle import StepNotAllowed
from server.domain.opening import Doorway
from server.domain.pseudonym import pseudonym
from server.domain.refusal import Code, Refusal
from server.domain.room import AT_DOOR, Room, Seat
from server.domain.session import Role, Session
from server.domain.visit import Visit, VisitState
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.queue import intake
from server.stores.queue.counting import lately, staffing
from server.stores.rooms.leaving import to_the_queue
from server.stores.rows import conversations as talks
from server.stores.rows import rooms as rows
from server.stores.rows import visits
from server.stores.talk.own_talk import own_talk


@dataclass(frozen=True, slots=True)
class SqlRoomSeats:
    """Who is let in, and when, is the clock's to say (room_clock.py)."""

    db: Database
    sealer: Sealer

    async def knock(self, visit: Visit, room: str, number: int, seen_since: datetime) -> Wake:
        """Keep a visit that is at the door of this room. Knocking twice knocks once.

        `number` is where the search begins for a name that nobody in the room has.
        """
        wake = Wake(wall=True, queue=True)
        wake.look(Role.VISITOR, visit.id)
        async with self.db.write() as tx:
            await intake.lock(tx)
            if await visits.find(self.db, tx, visit.id) is not None:
                return wake
            if (await staffing(tx, seen_since)).pause:
                raise Refusal(Code.CLOSED)
            found, _ = await rows.one(self.db, tx, room)
            here = await self._door(tx, found, visit.arrived_at, lately(seen_since))
            taken = {one.visit.pseudonym for one in here}
            named = replace(visit, pseudonym=_unused(number, taken))
            await talks.add(tx, own_talk(named), self.sealer.new_key(named.conversation))
            if not await visits.add(self.db, tx, named):
                raise StepNotAllowed("begun already")
            await rows.sit(tx, Seat(found.id, named.id, named.arrived_at))
        wake.talks.add(found.id)
        return wake

    async def hand(self, visitor: Session, at: datetime, *, up: bool) -> Wake:
        """Only those who look after the room see it. It stays up since it was first raised."""
        async with self.db.write() as tx:
            room, seated = await self._seated(tx, visitor)
            if seated.visit.state is not VisitState.IN_ROOM:
                raise StepNotAllowed("not in the room")
            hand_at = (seated.seat.hand_at or at) if up else None
            await rows.change_seat(tx, room, seated.visit.id, {"hand_at": hand_at})
        wake = Wake()
        wake.talks.add(room)
        return wake

    async def talk_alone(self, visitor: Session, at: datetime, doorway: Doorway) -> Wake:
        """Out of the room, or away from its door, and into the queue."""
        async with self.db.write() as tx:
            await intake.lock(tx)
            doorway.pass_through(await staffing(tx, doorway.seen_since))
            _, seated = await self._seated(tx, visitor)
            return await to_the_queue(tx, seated.visit, at)

    async def _seated(self, tx: AsyncConnection, visitor: Session) -> tuple[RoomId, rows.Seated]:
        """Their conversation is locked, with the room; and the visit."""
        await talks.one(self.db, tx, await visits.talk_of(tx, visitor.id))
        visit = await visits.one(self.db, tx, visitor.id)
        for one in await rows.those_in(tx, await rows.room_of_visit(tx, visit.id) or ""):
            if one.visit.id == visit.id:
                return one.seat.room, one
        raise StepNotAllowed("no seat in a room")

    async def _door(
        self, tx: AsyncConnection, room: Room, at: datetime, lately: datetime
    ) -> list[rows.Seated]:
        """Everybody with a seat; raises where nobody may come to the door."""
        if not room.is_near(at):
            raise StepNotAllowed("closed, or too early")
        here = await rows.those_in(tx, room.id)
        if await rows.at_door(tx, room.id, lately) >= AT_DOOR:
            raise Refusal(Code.FULL)
        return here


def _unused(number: int, taken: set[str]) -> str:
    return next(name for n in count(number) if (name := pseudonym(n)) not in taken)
