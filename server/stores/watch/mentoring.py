"""Mentoring: a moderator or a mentor who reads along reads the words of a new peer first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Member
from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.mentoring import Fading
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.training import Work
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.rows import mentored
from server.stores.rows.certificates import Qualified
from server.stores.rows.mentors import supervised
from server.stores.tables.core import conversations


@dataclass(frozen=True, slots=True)
class SqlMentoring:
    db: Database
    fading: Fading
    qualified: Qualified

    async def mentor(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """By who reads along or speaks there, for a peer on probation.

        Raises Refusal(NOT_FOUND) for who is not in it, TAKEN where another mentors.
        """
        async with self.db.write() as tx:
            talk = await supervised(self.db, tx, moderator, conversation)
            if talk.mentor not in (None, moderator.id):
                raise Refusal(Code.TAKEN)
            peer = talk.answering
            seconds = await self._seconds(tx, peer, at)
            if peer is None or not seconds:
                raise StepNotAllowed("nobody here is new")
            now = {"mentored_by": moderator.id, "mentored": peer.person, "mentored_s": seconds}
            return await self._set(tx, talk, now, (moderator, "mentor", at))

    async def stop_mentoring(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """What waits goes out in the next round. Who stops reading has stopped this as well."""
        async with self.db.write() as tx:
            talk = await supervised(self.db, tx, moderator, conversation)
            if talk.mentor != moderator.id:
                return Wake()
            return await self._set(tx, talk, {"mentored_s": 0}, (moderator, "stop_mentoring", at))

    async def _seconds(self, tx: AsyncConnection, peer: Member | None, at: datetime) -> int:
        if peer is None or peer.role is not Role.PEER:
            return 0
        who = StaffId(peer.person)
        had = (await mentored.on_probation(tx, at)).get(who)
        if had is None:
            return 0
        levels = await self.qualified.levels(tx, [who], Work.ONE_TO_ONE, at)
        return self.fading.seconds(had, levels.get(who, Level.L0))

    async def _set(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        now: dict[str, Any],
        done: tuple[Session, str, datetime],
    ) -> Wake:
        here = conversations.c.id == talk.id
        await tx.execute(update(conversations).where(here).values(now))
        who, did, at = done
        await audit.append(tx, at=at, who=who.id, did=did, about=talk.id)
        return mentored.looks(talk)
