"""Rooms: planned by moderators and administrators, closed or called off."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from moderation.verdict import Level
from server.domain.conversation import Conversation, Kind, Phase
from server.domain.ids import PersonId, StaffId, VisitId
from server.domain.refusal import Code, Refusal
from server.domain.room import Room
from server.domain.room_pictures import RoomPicture
from server.domain.session import Role, Session
from server.domain.staff import BadField
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rooms import pictures as room_pictures
from server.stores.rooms.closing import RoomClosing
from server.stores.rows import conversations as talks
from server.stores.rows import rooms as rows
from server.stores.tables.house import staff


@dataclass(frozen=True, slots=True)
class SqlRooms:
    db: Database
    sealer: Sealer
    close: RoomClosing

    async def planned(self, seen_since: datetime) -> list[RoomPicture]:
        """All that are not over, by the time at which they open."""
        async with self.db.read() as tx:
            return await room_pictures.planned(tx, seen_since)

    async def coming(self, seen_since: datetime) -> list[RoomPicture]:
        """Those that are open, or open within a day."""
        async with self.db.read() as tx:
            return await room_pictures.coming(tx, seen_since)

    async def facilitators(self) -> list[tuple[StaffId, str]]:
        """Who may look after a room, by name."""
        able = select(staff).where(staff.c.disabled_at.is_(None)).order_by(staff.c.folded)
        async with self.db.read() as tx:
            rows_ = await tx.execute(able)
            return [(StaffId(r.id), r.name) for r in rows_ if Role.FACILITATOR in r.roles]

    async def plan(self, room: Room, by: StaffId, at: datetime) -> Wake:
        """Raises BadField where one of the two may not facilitate."""
        async with self.db.write() as tx:
            able = await rows.may_facilitate(tx, (room.facilitator, room.co_facilitator))
            for name, who in _hosts(room):
                if who not in able:
                    raise BadField(name, "Expected a peer who may facilitate")
            await talks.add(tx, _conversation(room, at), self.sealer.new_key(room.id))
            await rows.add(tx, room, by)
            await audit.append(tx, at=at, who=by, did="plan_room", about=room.id)
        return Wake(wall=True, everybody=True)

    async def end(self, by: Session, id: str, at: datetime) -> list[Wake]:
        """Close it, or call it off. A peer must look after it; closing twice changes nothing."""
        async with self.db.write() as tx:
            asked = [id, *await rows.own_talks(tx, id)]
            locked = await talks.with_backstages(self.db, tx, asked)
            room, talk = await rows.one(self.db, tx, id)
            if by.role is Role.PEER and not room.is_host(by.id):
                raise Refusal(Code.NOT_FOUND)
            done = await self.close(tx, room, talk, locked, at)
            await audit.append(tx, at=at, who=by.id, did="close_room", about=id)
            return done


def _hosts(room: Room) -> tuple[tuple[str, StaffId], ...]:
    return ("facilitator", room.facilitator), ("co_facilitator", room.co_facilitator)


def _conversation(room: Room, at: datetime) -> Conversation:
    nobody = VisitId(PersonId(""))
    return Conversation(room.id, Kind.ROOM, nobody, Phase.OPEN, Level.L0, 0, at)
