"""What a moderator does where somebody must be stopped: mute the visitor, end the conversation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.block import NEVER_FROM
from server.domain.conversation import Conversation, Member, Standing
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import stakes, visits
from server.stores.rows.messages import add_notice
from server.stores.tables.core import members
from server.stores.talk.closing import Closing, Ending


@dataclass(frozen=True, slots=True)
class SqlHolds:
    db: Database
    close: Closing

    async def mute(self, moderator: Session, conversation: str, at: datetime, *, on: bool) -> Wake:
        """What the visitor writes reaches moderators alone, until it is taken back. Both are told.

        Raises StepNotAllowed from the level on from which nobody is silenced.
        """
        standing = Standing.MUTED if on else Standing.SPEAKER
        notice = Notice.MUTED if on else Notice.UNMUTED
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            visit = await visits.one(self.db, tx, talk.visit)
            visitor = talk.member(PersonId(talk.visit))
            if visitor is None or visit.state is not VisitState.TALKING:
                raise StepNotAllowed("nobody to mute")
            if on and talk.level >= NEVER_FROM:
                raise StepNotAllowed("who may be in danger is heard")
            wake = Wake(wall=True)
            if visitor.standing is standing:
                return wake
            here = (members.c.conversation == talk.id) & (members.c.person == visitor.person)
            await tx.execute(update(members).where(here).values(standing=standing))
            about, name = PersonId(moderator.id), moderator.name
            wake.said.append(await add_notice(tx, talk, notice, about=about, name=name, at=at))
            wake.look_in(talk)
            await audit.append(tx, at=at, who=moderator.id, did=notice.value, about=talk.id)
        return wake

    async def end(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """By who reads along or speaks in it; where somebody may be in danger, by who speaks.

        Raises Refusal: NOT_FOUND for who is not in it, and IN_DANGER where it is too grave to be
        ended by another than who has claimed its flag.
        """
        async with self.db.write() as tx:
            talk, me = await self._ending(tx, moderator, conversation)
            visit = await visits.one(self.db, tx, talk.visit)
            end = Ending(visit.ended_by_others, Notice.ENDED, me.person, moderator.name, at)
            wake = await self.close(tx, visit, talk, end)
            await audit.append(tx, at=at, who=moderator.id, did="end", about=talk.id)
        return wake

    async def may_end(self, moderator: Session, conversation: str) -> None:
        """For who would say something first: raises as `end` does, and for who does not speak."""
        async with self.db.write() as tx:
            talk, me = await self._ending(tx, moderator, conversation)
            talks.require_speaker(talk, me.person)

    async def _ending(
        self, tx: AsyncConnection, moderator: Session, conversation: str
    ) -> tuple[Conversation, Member]:
        talk = await talks.one(self.db, tx, conversation)
        me = talk.member(PersonId(moderator.id))
        if me is None:
            raise Refusal(Code.NOT_FOUND)
        if talk.level >= NEVER_FROM and me.standing is not Standing.SPEAKER:
            raise StepNotAllowed("join first: somebody may be in danger")
        if not (await stakes.of(tx, talk)).for_moderator(StaffId(me.person)):
            raise Refusal(Code.IN_DANGER)
        return talk, me
