"""Reliefs: a peer steps aside from somebody in danger, who is not left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Member
from server.domain.escalation import Raising
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.relief import FROM
from server.domain.session import Role, Session
from server.domain.visit import Visit, VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import visits
from server.stores.talk.seats import gets_up, never_again, to_the_head, to_wrap_up

RaisingAt = Callable[[Level], Raising]


@dataclass(frozen=True, slots=True)
class SqlReliefs:
    db: Database
    calling: Calling

    async def step_aside(
        self, peer: Session, conversation: str, raising: RaisingAt, at: datetime
    ) -> Wake:
        """To the moderator who leads, else to the head of the queue; moderators are called.

        Raises StepNotAllowed below the level from which one may, Refusal(NOT_FOUND) for strangers.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            talks.require_speaker(talk, peer.id)
            visit, member = await visits.one(self.db, tx, talk.visit), talk.member(peer.id)
            talking = visit.state is VisitState.TALKING and talk.level >= FROM
            if not talking or member is None or member.role is not Role.PEER:
                raise StepNotAllowed("nothing to step aside from")
            why = raising(talk.level)
            flag = await self.calling.call(tx, talk, why, by=member.name, at=at)
            wake = await self._relieved(tx, visit, talk, member, at)
            await audit.append(tx, at=at, who=peer.id, did="step_aside", about=flag)
            return wake

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
