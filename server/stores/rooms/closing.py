"""How a room ends, inside somebody's transaction: everybody is out of it, nobody half."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Phase
from server.domain.ids import PersonId
from server.domain.message import Notice
from server.domain.room import Room, RoomState, RoomStep
from server.domain.session import Role
from server.domain.visit import ROOMS, Visit, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import duties, exposures, rooms, visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations, members
from server.stores.tables.core import visits as visit_table
from server.stores.tables.rooms import seats
from server.stores.talk.closing import Closing, Ending
from server.stores.talk.seats import to_wrap_up


@dataclass(frozen=True, slots=True)
class RoomClosing:
    """Who talks alone with one of those who looked after it goes on with that."""

    db: Database
    close: Closing

    async def __call__(
        self,
        tx: AsyncConnection,
        room: Room,
        talk: Conversation,
        locked: Collection[str],
        at: datetime,
    ) -> list[Wake]:
        """`locked` are conversations; whose own is not among them is let go with the next round."""
        here = await rooms.those_in(tx, room.id)
        ready = [one.visit.id for one in here if one.visit.conversation in locked]
        found = await visits.locked(self.db, tx, ready)
        wake = Wake(wall=True, queue=True, everybody=True)
        if room.state is not RoomState.CLOSED:
            await self._empty(tx, room, talk, at, wake)
        await rooms.end_seats(tx, room.id, found, at)
        ended = [visit for visit in found.values() if visit.state in ROOMS]
        return [wake, *[await self._end(tx, visit, room, at) for visit in ended]]

    async def _empty(
        self, tx: AsyncConnection, room: Room, talk: Conversation, at: datetime, wake: Wake
    ) -> None:
        closed = Notice.ROOM_CLOSED
        who = PersonId(room.facilitator)
        wake.said.append(await add_notice(tx, talk, closed, about=who, name="", at=at))
        await rooms.step(tx, room, RoomStep.CLOSE)
        await duties.around(self.db, tx, [talk.id])
        for member in talk.members:
            if member.role is Role.PEER:
                await to_wrap_up(self.db, tx, talk, member.person, at)
            wake.look(member.role, member.person)
        everybody = (members.c.conversation == talk.id) & members.c.left_at.is_(None)
        await exposures.note(tx, talk.id, everybody, at)
        await tx.execute(update(members).where(everybody).values(left_at=at))
        await tx.execute(
            update(conversations)
            .where(conversations.c.id == talk.id)
            .values(await self._kept(tx, room, at))
        )

    async def _kept(self, tx: AsyncConnection, room: Room, at: datetime) -> dict[str, Any]:
        """For as long as the highest level of anybody who sat here asks for."""
        sat = (
            select(func.max(conversations.c.top_level))
            .join(visit_table, visit_table.c.conversation == conversations.c.id)
            .join(seats, seats.c.visit == visit_table.c.id)
            .where(seats.c.room == room.id)
        )
        top = Level(await tx.scalar(sat) or 0)
        return {
            "phase": Phase.CLOSED,
            "closed_at": at,
            "forget_at": at + self.close.keep_for(top),
            "top_level": top,
        }

    async def _end(self, tx: AsyncConnection, visit: Visit, room: Room, at: datetime) -> Wake:
        own = await talks.one(self.db, tx, visit.conversation)
        end = Ending(VisitStep.END, Notice.ENDED, PersonId(room.facilitator), "", at)
        return await self.close(tx, visit, own, end)
