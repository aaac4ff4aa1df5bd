"""Leading: a moderator takes a conversation in hand beside its peer, and gives it back."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.flag import FlagTimes
from server.domain.ids import PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.rows import claims, visits
from server.stores.rows import conversations as talks
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations


@dataclass(frozen=True, slots=True)
class SqlLeading:
    """Level, flags and their clocks stay as they are, but one that nobody has is the leader's."""

    db: Database
    times: FlagTimes

    async def take(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """Raises Refusal(TAKEN) where another one leads; taking it again is harmless."""
        async with self.db.write() as tx:
            talk = await self._with_peer(tx, conversation)
            if talk.leader and talk.leader.person != moderator.id:
                raise Refusal(Code.TAKEN)
            if talk.leader:
                return Wake()
            me = _speaking(moderator, at)
            await self._speaks(tx, talk, me)
            await self._led_by(tx, talk, PersonId(moderator.id))
            await claims.claim_for(tx, talk.id, PersonId(moderator.id), at, self.times)
            return await self._told(tx, talk, Notice.MODERATOR_LEADS, me)

    async def give_back(self, moderator: Session, conversation: str, at: datetime) -> Wake:
        """Only by who leads, and only where the peer is there to take it."""
        async with self.db.write() as tx:
            talk = await self._with_peer(tx, conversation)
            if not talk.leads(PersonId(moderator.id)):
                raise StepNotAllowed("another one leads, or nobody")
            await self._led_by(tx, talk, None)
            me = _speaking(moderator, at)
            return await self._told(tx, talk, Notice.MODERATOR_GAVE_BACK, me)

    async def _with_peer(self, tx: AsyncConnection, conversation: str) -> Conversation:
        """Where there is no peer, who speaks leads already."""
        talk = await talks.one(self.db, tx, conversation)
        visit = await visits.one(self.db, tx, talk.visit)
        answers = talk.answering
        if visit.state is not VisitState.TALKING or not answers or answers.role is not Role.PEER:
            raise StepNotAllowed("no peer to lead beside")
        return talk

    async def _speaks(self, tx: AsyncConnection, talk: Conversation, speaking: Member) -> None:
        """Who only reads along, or was not in it, speaks from now on; also backstage."""
        me = talk.member(speaking.person)
        if me and me.role is not Role.MODERATOR:
            raise StepNotAllowed("its peer leads anyway")
        if me and me.standing is Standing.SPEAKER:
            return
        member = replace(speaking, joined_at=me.joined_at) if me else speaking
        for where in (talk.id, talk.backstage):
            if where:
                await talks.add_member(tx, where, member)

    async def _led_by(self, tx: AsyncConnection, talk: Conversation, who: PersonId | None) -> None:
        here = conversations.c.id == talk.id
        await tx.execute(update(conversations).where(here).values(led_by=who))

    async def _told(
        self, tx: AsyncConnection, talk: Conversation, notice: Notice, by: Member
    ) -> Wake:
        about, name, at = by.person, by.name, by.joined_at
        wake = Wake(wall=True, queue=True)
        wake.said.append(await add_notice(tx, talk, notice, about=about, name=name, at=at))
        wake.look_in(talk)
        wake.look(Role.MODERATOR, about)
        await audit.append(tx, at=at, who=about, did=notice.value, about=talk.id)
        return wake


def _speaking(moderator: Session, at: datetime) -> Member:
    who = PersonId(moderator.id)
    return Member(who, Role.MODERATOR, moderator.name, Standing.SPEAKER, at)
