"""Supervision: a moderator reads along, joins, steps back. Each look is an audit entry."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Phase, Standing
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Message, Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.risk.calling import Calling
from server.stores.rows import claims, duties
from server.stores.rows import conversations as talks
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations
from server.stores.talk.stepping_back import step_back


@dataclass(frozen=True, slots=True)
class SqlSupervision:
    db: Database
    calling: Calling

    async def read(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """Read along. The pair is told; reading on changes nothing."""
        return await self._enter(
            moderator, conversation, at, Standing.READER, Notice.MODERATOR_READING
        )

    async def join(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """Speak in it, visibly."""
        return await self._enter(
            moderator, conversation, at, Standing.SPEAKER, Notice.MODERATOR_JOINED
        )

    async def _enter(
        self,
        moderator: Session,
        conversation: str,
        at: datetime,
        standing: Standing,
        notice: Notice,
    ) -> Wake:
        async with self.db.write() as tx:
            talk = await self._open_to(tx, moderator, conversation, standing)
            before = talk.member(moderator.id)
            wake = Wake()
            if before is None or before.standing not in (standing, Standing.SPEAKER):
                wake = await self._seat(tx, talk, moderator, standing, at)
                if talk.phase is not Phase.CLOSED:
                    wake.said.append(await _notice(tx, talk, notice, moderator, at))
            await audit.append(
                tx, at=at, who=moderator.id, did=notice.value, about=conversation, reason=""
            )
            return wake

    async def _seat(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        moderator: Session,
        standing: Standing,
        at: datetime,
    ) -> Wake:
        """Whoever reads along or speaks may whisper, so backstage they are a speaker."""
        await duties.here(self.db, tx, moderator, at)
        member = Member(moderator.id, Role.MODERATOR, moderator.name, standing, at)
        await talks.add_member(tx, talk.id, member)
        if talk.led_by == moderator.id:  # who left gave it back
            here = conversations.c.id == talk.id
            await tx.execute(update(conversations).where(here).values(led_by=None))
        if talk.backstage:
            speaker = replace(member, standing=Standing.SPEAKER)
            await talks.add_member(tx, talk.backstage, speaker)
        return _all_look(talk, moderator)

    async def step_back(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """Stop reading, or leave; the pair is told. Who answers alone leaves nobody behind."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation, talks.WATCHED)
            member = talk.member(moderator.id)
            if member is None or member.role is not Role.MODERATOR:
                raise StepNotAllowed("not in it")
            return await step_back(self.calling, tx, talk, member, at=at)

    async def backstage_of(self, moderator: Session, conversation: str) -> str:
        """Where to whisper. Raises Refusal(NOT_FOUND) for who does not read along or speak."""
        async with self.db.read() as tx:
            present = await talks.present_members(tx, [conversation])
            row = await talks.backstage(tx, conversation)
        inside = any(m.person == moderator.id for m in present.get(conversation, ()))
        if not inside or row is None:
            raise Refusal(Code.NOT_FOUND)
        return row

    async def _open_to(
        self, tx: AsyncConnection, moderator: Session, conversation: str, standing: Standing
    ) -> Conversation:
        """What is closed is sealed, but for whoever looks into a report about its peer."""
        talk = await talks.one(self.db, tx, conversation, talks.WATCHED)
        if talk.phase is not Phase.CLOSED:
            return talk
        reads = standing is Standing.READER
        if not (reads and await claims.looks_into_report(tx, talk.id, moderator.id)):
            raise StepNotAllowed("closed")
        return talk


async def _notice(
    tx: AsyncConnection, talk: Conversation, notice: Notice, about: Session, at: datetime
) -> Message:
    return await add_notice(tx, talk, notice, about=about.id, name=about.name, at=at)


def _all_look(talk: Conversation, moderator: Session) -> Wake:
    wake = Wake(wall=True)
    for member in talk.members:
        wake.look(member.role, member.person)
    wake.look(Role.MODERATOR, moderator.id)
    return wake
