"""Asides: one visitor of a room talks alone with one of those who look after it, and comes back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.ids import PersonId, VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.offer import OfferStep
from server.domain.refusal import Code, Refusal
from server.domain.room import Room
from server.domain.session import Role, Session
from server.domain.visit import Visit, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.queue.handing_back import hand_back
from server.stores.rooms.entering import enter
from server.stores.rooms.leaving import out_of_room
from server.stores.rows import conversations as talks
from server.stores.rows import offers, visits
from server.stores.rows import rooms as rows
from server.stores.rows.on_hold import is_held
from server.stores.talk.seating import Seating
from server.stores.talk.withdrawing import withdraw_transfer


@dataclass(frozen=True, slots=True)
class SqlRoomAsides:
    """The place in the room is kept meanwhile. The aside is the visitor's own conversation."""

    db: Database
    seating: Seating

    async def take(self, peer: Session, id: str, name: str, at: datetime) -> list[Wake]:
        """With who asks for it."""
        async with self.db.write() as tx:
            room, talk, found = await those(self.db, tx, await rows.named(tx, id, name))
            rows.require_host(room, await talks.known(tx, room.id), peer.id)
            host = await free_host(tx, room, peer.id)
            if host is None:
                raise StepNotAllowed("they talk with somebody else alone")
            waiting, wake = await back_in_line(self.db, tx, found, at)
            return [wake, *await aside(tx, self.seating, (room, talk, waiting), host, at)]

    async def bring_back(self, peer: Session, id: str, name: str, at: datetime) -> Wake:
        """Who looks after the room may say so too."""
        async with self.db.write() as tx:
            room, talk, found = await those(self.db, tx, await rows.named(tx, id, name))
            rows.require_host(room, await talks.known(tx, room.id), peer.id)
            return await self._back(tx, room, talk, found, at)

    async def go_back(self, visitor: Session, at: datetime) -> Wake:
        async with self.db.write() as tx:
            return await self._back(tx, *await those(self.db, tx, VisitId(visitor.id)), at)

    async def _back(
        self, tx: AsyncConnection, room: Room, talk: Conversation, visit: Visit, at: datetime
    ) -> Wake:
        """A moderator who reads along or has joined stays in their own conversation."""
        wake = Wake(wall=True, queue=True)
        await withdraw_transfer(self.db, tx, talk, at, wake)
        for member in talk.members:
            if member.role is Role.PEER:
                await talks.drop_members(tx, talk.id, at, person=member.person)
            wake.look(member.role, member.person)
        await talks.close_backstages(tx, talk.id, at)
        waiting, freed = await back_in_line(self.db, tx, visit, at)
        wake.add(freed)
        await visits.step(tx, waiting, VisitStep.GO_BACK)
        await enter(tx, await talks.known(tx, room.id), visit, at, wake)
        return wake


Place = tuple[Room, Conversation, Visit]


async def those(db: Database, tx: AsyncConnection, visit: VisitId) -> Place:
    """The visitor's own conversation with the room, locked, and then the visit."""
    talk = await talks.one(db, tx, await visits.talk_of(tx, visit))
    id_ = await rows.room_of_visit(tx, visit)
    if id_ is None:
        raise Refusal(Code.NOT_FOUND)
    room, _ = await rows.one(db, tx, id_)
    return room, talk, await visits.one(db, tx, visit)


async def free_host(tx: AsyncConnection, room: Room, who: PersonId) -> Member | None:
    """One of the two, where they are in the room, talk with nobody alone and are not on hold."""
    if await is_held(tx, who):
        return None
    found = (await talks.known(tx, room.id)).member(who)
    busy = found is not None and await rows.talks_alone(tx, room.id, who)
    return None if busy else found


async def back_in_line(
    db: Database, tx: AsyncConnection, visit: Visit, at: datetime
) -> tuple[Visit, Wake]:
    """Who is offered to a peer outside is so no more. All others are as they were."""
    offer = await offers.open_for(db, tx, visit.id)
    if offer is None:
        return visit, Wake()
    wake = await hand_back(db, tx, offer, OfferStep.WITHDRAW, at)
    return visit.after(VisitStep.RETURN), wake


async def aside(
    tx: AsyncConnection, seating: Seating, place: Place, host: Member, at: datetime
) -> list[Wake]:
    """The visitor and this host, alone."""
    room, talk, visit = place
    wake = Wake(wall=True)
    await out_of_room(tx, visit, at, wake, keeps_place=True)
    await visits.step(tx, visit, VisitStep.LIFT, {"matched_at": visit.matched_at or at})
    lifted = {"hand_at": None, "aside_level": talk.level}
    await rows.change_seat(tx, room.id, visit.id, lifted)
    here = Member(host.person, Role.PEER, host.name, Standing.SPEAKER, at)
    return [wake, await seating(tx, talk, here, Notice.ALONE)]
