"""Pairs: a visitor goes on with somebody else, and may say that they do not feel safe."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Member, Standing
from server.domain.escalation import Raising
from server.domain.flag import Flag
from server.domain.ids import FlagId, PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.offer import OfferStep
from server.domain.session import Role, Session
from server.domain.visit import Visit, VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.queue.handing_back import hand_back
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import flags, last_words, offers, visits
from server.stores.rows.levels import set_level
from server.stores.tables.core import members
from server.stores.talk.left_behind import leave_behind
from server.stores.talk.seats import never_again, to_wrap_up


@dataclass(frozen=True, slots=True)
class SqlPairs:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    calling: Calling

    async def change(self, visitor: Session, at: datetime) -> Wake:
        """Back to the head of the queue, and never again with this peer in this visit."""
        async with self.db.write() as tx:
            return await self._change(tx, *await self._pair(tx, visitor), at)

    async def report(self, visitor: Session, raising: Raising, level: Level, at: datetime) -> Wake:
        """The same, and moderators are told. `level` is what the visitor's own words call for.

        Where nobody answers now, also after the end, it is about who did last.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await visits.talk_of(tx, visitor.id))
            visit = await visits.one(self.db, tx, visitor.id)
            answering = talk.answering if visit.state is VisitState.TALKING else None
            peer = answering or await self._last(tx, talk)
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            flag = self._flag(raising, talk, peer, at)
            raised = await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
            if level > talk.level:
                await set_level(tx, row, level, "screen", at)
                talk = replace(talk, level=level)
            parting = self._change if answering else self._apart
            wake = await parting(tx, visit, talk, peer, at)
            await audit.append(tx, at=at, who="visitor", did="report_peer", about=raised)
            return wake

    async def _pair(
        self, tx: AsyncConnection, visitor: Session
    ) -> tuple[Visit, Conversation, Member]:
        talk = await talks.one(self.db, tx, await visits.talk_of(tx, visitor.id))
        visit = await visits.one(self.db, tx, visitor.id)
        answering = talk.answering
        if visit.state is not VisitState.TALKING or answering is None:
            raise StepNotAllowed("nobody answers them")
        return visit, talk, answering

    async def _last(self, tx: AsyncConnection, talk: Conversation) -> Member:
        """A peer before a moderator: that is whom visitors mean."""
        row = (await tx.execute(_LAST, {"talk": talk.id})).one_or_none()
        if row is None:
            raise StepNotAllowed("nobody has answered them")
        person, standing = PersonId(row.person), Standing(row.standing)
        return Member(person, Role(row.role), row.name, standing, row.joined_at)

    async def _apart(
        self, tx: AsyncConnection, visit: Visit, talk: Conversation, gone: Member, at: datetime
    ) -> Wake:
        """They are apart already, and stay so: who is just asked to come back is not."""
        wake = Wake(wall=True, queue=True)
        wake.look_in(talk)
        wake.look(gone.role, gone.person)
        if not visit.is_live:
            return wake
        await never_again(self.db, tx, visit, gone, at)
        offer = await offers.open_for(self.db, tx, visit.id)
        if offer is not None and offer.peer == gone.person:
            wake.add(await hand_back(self.db, tx, offer, OfferStep.WITHDRAW, at))
        return wake

    async def _change(
        self, tx: AsyncConnection, visit: Visit, talk: Conversation, peer: Member, at: datetime
    ) -> Wake:
        await never_again(self.db, tx, visit, peer, at)
        await last_words.keep_back(tx, talk)
        notice = Notice.PEER_CHANGED
        wake = await leave_behind(self.calling, tx, visit, talk, peer, notice=notice, at=at)
        if peer.role is Role.PEER:
            await to_wrap_up(self.db, tx, talk, peer.person, at)
        return wake

    def _flag(self, raising: Raising, talk: Conversation, peer: Member, at: datetime) -> Flag:
        return flags.raised(
            FlagId(self.new_id()),
            raising,
            conversation=talk.id,
            seq=talk.last_seq,
            by="visitor",
            at=at,
            reported=StaffId(peer.person),
        )


_LAST = (
    select(members)
    .where(
        members.c.conversation == bindparam("talk"),
        members.c.role != Role.VISITOR,
        members.c.standing == Standing.SPEAKER,
    )
    .order_by(case((members.c.role == Role.PEER, 0), else_=1), members.c.joined_at.desc())
    .limit(1)
)
