"""A visitor does not feel safe with somebody in their room: the group is told nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Member
from server.domain.escalation import Raising
from server.domain.flag import BY_VISITOR, FlagState
from server.domain.ids import ConversationId, FlagId, PersonId, StaffId, VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.room import Room
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rooms.asides import those
from server.stores.rows import conversations as talks
from server.stores.rows import flags
from server.stores.rows.flag_words import with_words
from server.stores.rows.levels import set_level
from server.stores.tables.core import conversations
from server.stores.tables.core import flags as flag_table
from server.stores.talk.seats import never_again


@dataclass(frozen=True, slots=True)
class SqlRoomReports:
    """It is kept with the visitor's own conversation, as all they say in a room is."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def report(
        self, visitor: Session, name: str, raising: Raising, level: Level, at: datetime
    ) -> Wake:
        """About who has this name in the room; who looks after it gets nobody new meanwhile.

        Raises Refusal(NOT_FOUND) for a name that nobody else has there.
        """
        async with self.db.write() as tx:
            room, talk, visit = await those(self.db, tx, VisitId(visitor.id))
            if visit.state is not VisitState.IN_ROOM:
                raise StepNotAllowed("not in the room")
            about = await self._named(tx, room, name, visit.id)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            if about.role is Role.VISITOR:
                raising = await self._beside(tx, talk.id, raising)
            flag = flags.raised(
                FlagId(self.new_id()),
                raising,
                conversation=talk.id,
                seq=talk.last_seq,
                by=BY_VISITOR,
                at=at,
                reported=StaffId(about.person) if about.role is not Role.VISITOR else None,
            )
            raised = await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
            if about.role is not Role.VISITOR:
                await never_again(self.db, tx, visit, about, at)
            if level > talk.level:
                await set_level(tx, row, level, "screen", at)
            await audit.append(tx, at=at, who="visitor", did="report_in_room", about=raised)
        return _told(about, visit.id, room)

    async def _beside(self, tx: AsyncConnection, talk: ConversationId, raising: Raising) -> Raising:
        """With what their own open flag says already: one must not take the other's place."""
        row = (await tx.execute(_OPEN, {"talk": talk})).one_or_none()
        if row is None:
            return raising
        known = with_words(flags.flag_of(row), row, self.sealer)
        words = "\n".join(filter(None, (raising.words, known.words)))
        return replace(raising, level=max(raising.level, known.level), words=words)

    async def _named(self, tx: AsyncConnection, room: Room, name: str, me: PersonId) -> Member:
        """Where a visitor is called as one who looks after it is, that one is meant."""
        here = (await talks.known(tx, room.id)).members
        others = [one for one in here if one.name == name and one.person != me]
        found = sorted(others, key=lambda one: one.role is Role.VISITOR)
        if not found:
            raise Refusal(Code.NOT_FOUND)
        return found[0]


_OPEN = (
    select(flag_table, conversations.c.key_day, conversations.c.wrapped_key)
    .join(conversations, conversations.c.id == flag_table.c.conversation)
    .where(
        flag_table.c.conversation == bindparam("talk"),
        flag_table.c.reported == "",
        flag_table.c.state != FlagState.RESOLVED,
    )
)


def _told(about: Member, visit: VisitId, room: Room) -> Wake:
    """The page of who looks after the room says that a moderator wants to talk with them."""
    wake = Wake(wall=True, queue=True)
    wake.look(Role.VISITOR, visit)
    if about.role is not Role.VISITOR:
        wake.look(about.role, about.person)
    wake.talks.add(room.id)
    return wake
