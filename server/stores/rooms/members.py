"""What those who look after a room may do about one of its visitors."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Standing
from server.domain.ids import ConversationId, VisitId
from server.domain.message import Notice
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.rooms.leaving import to_the_queue
from server.stores.rows import conversations as talks
from server.stores.rows import rooms as rows
from server.stores.rows import visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import members


@dataclass(frozen=True, slots=True)
class SqlRoomMembers:
    """They are named by the name that they have in the room. The group is told of nothing here."""

    db: Database

    async def mute(self, peer: Session, id: str, name: str, at: datetime, *, on: bool) -> Wake:
        """What they say reaches those who look after the room, and nobody else."""
        standing = Standing.MUTED if on else Standing.SPEAKER
        async with self.db.write() as tx:
            who = await self._who(tx, peer, id, name)
            here = (members.c.conversation == id) & (members.c.person == who)
            await tx.execute(update(members).where(here).values(standing=standing))
            did = "mute_member" if on else "unmute_member"
            await audit.append(tx, at=at, who=peer.id, did=did, about=id)
        return _looked_at(id, who)

    async def lower_hand(self, peer: Session, id: str, name: str) -> Wake:
        async with self.db.write() as tx:
            who = await self._who(tx, peer, id, name)
            await rows.change_seat(tx, id, who, {"hand_at": None})
        return _looked_at(id, who)

    async def remove(self, peer: Session, id: str, name: str, at: datetime) -> Wake:
        """Out of the room, told so in words, and into the queue for one peer."""
        async with self.db.write() as tx:
            named = await rows.named(tx, id, name)
            talk = await talks.one(self.db, tx, await visits.talk_of(tx, named))
            await self._who(tx, peer, id, name)
            wake = await to_the_queue(tx, await visits.one(self.db, tx, named), at)
            told = Notice.ROOM_REMOVED
            wake.said.append(await add_notice(tx, talk, told, about=named, name=name, at=at))
            await audit.append(tx, at=at, who=peer.id, did="remove_member", about=id)
            return wake

    async def _who(self, tx: AsyncConnection, peer: Session, id: str, name: str) -> VisitId:
        """Raises Refusal(NOT_FOUND), also for a peer who does not look after this room."""
        room, talk = await rows.one(self.db, tx, id)
        if peer.role is not Role.MODERATOR:
            rows.require_host(room, talk, peer.id)
        return await rows.named(tx, id, name)


def _looked_at(room: str, who: VisitId) -> Wake:
    wake = Wake(wall=True)
    wake.look(Role.VISITOR, who)
    wake.talks.add(ConversationId(room))
    return wake
