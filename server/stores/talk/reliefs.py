"""Reliefs: a peer goes from what is too grave or hurts them; who is in danger is not left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Member
from server.domain.escalation import Raising
from server.domain.ids import FlagId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.protection import STOPPED, Hurting, ends_it
from server.domain.relief import FROM
from server.domain.session import Role, Session
from server.domain.visit import Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import stakes, visits
from server.stores.rows.levels import set_level
from server.stores.talk.closing import Closing, Ending
from server.stores.talk.seats import gets_up, never_again, to_the_head, to_wrap_up

RaisingAt = Callable[[Level], Raising]


@dataclass(frozen=True, slots=True)
class SqlReliefs:
    db: Database
    calling: Calling
    close: Closing

    async def step_aside(
        self, peer: Session, conversation: str, raising: RaisingAt, at: datetime
    ) -> Wake:
        """To the moderator who leads, else to the head of the queue; moderators are called.

        Raises StepNotAllowed below the level from which one may, Refusal(NOT_FOUND) for strangers.
        """
        async with self.db.write() as tx:
            visit, talk, member = await self._theirs(tx, peer, conversation)
            if talk.level < FROM:
                raise StepNotAllowed("nothing to step aside from")
            why = raising(talk.level)
            flag = await self._call(tx, talk, why, member, at, alone=talk.lead is None)
            wake = await self._relieved(tx, visit, talk, member, at)
            await audit.append(tx, at=at, who=peer.id, did="step_aside", about=flag)
            return wake

    async def end_and_report(
        self, peer: Session, conversation: str, hurting: Hurting, at: datetime
    ) -> Wake:
        """Ended, where nothing is open and nobody may be in danger; else as one steps aside.

        Raises StepNotAllowed where they do not talk, Refusal(NOT_FOUND) for strangers.
        """
        async with self.db.write() as tx:
            visit, talk, member = await self._theirs(tx, peer, conversation)
            how = (await stakes.of(tx, talk)).for_a_peer
            ended = ends_it(talk.level, how, accompanied=talk.lead is not None)
            why = hurting.raising(talk.level, at, ended=ended)
            alone = talk.lead is None and not ended
            flag = await self._call(tx, talk, why, member, at, alone=alone)
            await self._worries(tx, talk, why, peer, at)
            if ended:
                await never_again(self.db, tx, visit, member, at)
                end = Ending(VisitStep.END, STOPPED[hurting.kind], member.person, member.name, at)
                wake = await self.close(tx, visit, talk, end)
            else:
                wake = await self._relieved(tx, visit, talk, member, at)
            told = {"did": "end_and_report", "about": flag, "reason": hurting.kind}
            await audit.append(tx, at=at, who=peer.id, **told)
            return wake

    async def _theirs(
        self, tx: AsyncConnection, peer: Session, conversation: str
    ) -> tuple[Visit, Conversation, Member]:
        """Their own to go from: they answer in it as its peer."""
        talk = await talks.one(self.db, tx, conversation)
        talks.require_speaker(talk, peer.id)
        visit, member = await visits.one(self.db, tx, talk.visit), talk.member(peer.id)
        if visit.state is not VisitState.TALKING or member is None or member.role is not Role.PEER:
            raise StepNotAllowed("nothing to go from")
        return visit, talk, member

    async def _call(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        why: Raising,
        peer: Member,
        at: datetime,
        *,
        alone: bool,
    ) -> FlagId:
        if alone:
            return await self.calling.to_the_left(tx, talk, why, gone=peer, by=peer.name, at=at)
        return await self.calling.call(tx, talk, why, by=peer.name, at=at)

    async def _worries(
        self, tx: AsyncConnection, talk: Conversation, why: Raising, by: Session, at: datetime
    ) -> None:
        """As after any flag by hand: the level only rises, and words are kept by it."""
        if why.level > talk.level:
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            await set_level(tx, row, why.level, by.id, at)

    async def _relieved(
        self, tx: AsyncConnection, visit: Visit, talk: Conversation, peer: Member, at: datetime
    ) -> Wake:
        await never_again(self.db, tx, visit, peer, at)
        if talk.lead is None:
            notice = Notice.PEER_STEPPED_ASIDE
            wake = await to_the_head(self.db, tx, visit, talk, peer, notice=notice, at=at)
        else:
            wake = await gets_up(self.db, tx, talk, peer, notice=Notice.PEER_RELIEVED, at=at)
        await to_wrap_up(self.db, tx, talk, peer.person, at)
        return wake
