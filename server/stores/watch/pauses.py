"""Pauses: the pair hears nothing new until it goes on; moderators and the screen hear it all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.block import NEVER_FROM
from server.domain.conversation import Conversation
from server.domain.ids import PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.pause import AT_MOST
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.set_back import AHEAD
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.rows import conversations as talks
from server.stores.rows import visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations, members
from server.stores.tables.core import visits as visit_table

NOT_HELD: Final[Mapping[str, None]] = {"held_from": None, "held_until": None}
_WATCHED = exists().where(
    members.c.conversation == conversations.c.id,
    members.c.role == Role.MODERATOR,
    members.c.left_at.is_(None),
)
_DUE = (
    select(conversations.c.id)
    .join(visit_table, visit_table.c.conversation == conversations.c.id)
    .where(
        conversations.c.held_from.is_not(None),
        or_(
            conversations.c.held_until <= bindparam("at"),
            conversations.c.held_until > bindparam("set_back"),
            conversations.c.level >= NEVER_FROM,
            visit_table.c.state != VisitState.TALKING,
            ~_WATCHED,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class SqlPauses:
    db: Database

    async def pause(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """By who reads along or speaks in it. Both are told, and hear no more for a moment.

        Raises StepNotAllowed from the level on from which nobody is kept waiting.
        """
        async with self.db.write() as tx:
            talk = await self._theirs(tx, moderator, conversation)
            visit = await visits.one(self.db, tx, talk.visit)
            if talk.level >= NEVER_FROM or visit.state is not VisitState.TALKING:
                raise StepNotAllowed("nobody in danger is kept waiting")
            wake = Wake(wall=True)
            if talk.held_from is not None:
                return wake
            about = PersonId(moderator.id)
            said = await add_notice(
                tx, talk, Notice.PAUSED, about=about, name=moderator.name, at=at
            )
            await _put(tx, talk, {"held_from": said.seq, "held_until": at + AT_MOST})
            wake.said.append(said)
            wake.look_in(talk)
            await audit.append(tx, at=at, who=about, did="pause_talk", about=talk.id)
            return wake

    async def go_on(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """What was said meanwhile is heard now, in order."""
        async with self.db.write() as tx:
            talk = await self._theirs(tx, moderator, conversation)
            if talk.held_from is None:
                return Wake(wall=True)
            return await _goes_on(tx, talk, PersonId(moderator.id), at)

    async def due(self, fence: Fence, at: datetime, _: datetime) -> list[Wake]:
        """Whose time is over, or was set by a clock that was set back since; or who is in danger,
        has been left, or nobody watches any more.
        """
        async with self.db.read() as tx:
            over = list(await tx.scalars(_DUE, _by(at)))
        return [await self._due(fence, talk, at) for talk in over]

    async def _due(self, fence: Fence, id: str, at: datetime) -> Wake:
        async with self.db.write() as tx:
            await fence.check(tx)
            talk = await talks.one(self.db, tx, id)
            if await tx.scalar(_DUE.where(conversations.c.id == id), _by(at)) is None:
                return Wake()
            return await _goes_on(tx, talk, talk.visit, at)

    async def _theirs(
        self, tx: AsyncConnection, moderator: Session, conversation: str
    ) -> Conversation:
        talk = await talks.one(self.db, tx, conversation)
        if talk.standing_as_moderator(PersonId(moderator.id)) is None:
            raise Refusal(Code.NOT_FOUND)
        return talk


def _by(at: datetime) -> dict[str, datetime]:
    """No pause that was set by now ends after `set_back`."""
    return {"at": at, "set_back": at + AT_MOST + AHEAD}


async def _goes_on(tx: AsyncConnection, talk: Conversation, by: PersonId, at: datetime) -> Wake:
    """The notice's number is the last that waited: whoever reads up to it has heard all."""
    wake = Wake(wall=True)
    await _put(tx, talk, NOT_HELD)
    wake.said.append(await add_notice(tx, talk, Notice.RESUMED, about=by, name="", at=at))
    wake.look_in(talk)
    return wake


async def _put(tx: AsyncConnection, talk: Conversation, values: Mapping[str, object]) -> None:
    await tx.execute(update(conversations).where(conversations.c.id == talk.id).values(values))
