"""Peers on hold: put there, relieved of a conversation, and let back by a second person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.on_hold import HoldBook, HoldCause, PeerHold
from server.domain.refusal import Code, Refusal
from server.domain.second_person import APART
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.alone import key_of
from server.stores.keys.sealing import Sealer
from server.stores.queue.handing_back import hand_on
from server.stores.rows import conversations as talks
from server.stores.rows import last_words, second_person, visits
from server.stores.rows import on_hold as rows
from server.stores.rows.roles import is_a
from server.stores.tables.holds import past_reports, peer_holds
from server.stores.tables.house import staff
from server.stores.talk.seating import Seating
from server.stores.talk.seats import never_again, to_wrap_up
from server.stores.talk.withdrawing import withdraw_transfer


@dataclass(frozen=True, slots=True)
class SqlPeerHolds:
    db: Database
    sealer: Sealer
    seating: Seating
    new_id: Callable[[], str]
    apart: timedelta = APART

    async def put(self, by: StaffId, peer: StaffId, reason: str, at: datetime) -> Wake:
        """No account is locked and nobody is taken away from them; an open offer is handed on.

        Raises Refusal(NOT_FOUND) for who is no peer, and for themselves.
        """
        async with self.db.write() as tx:
            wake = await hand_on(self.db, tx, peer, at)
            known = select(staff.c.id).where(staff.c.id == peer, is_a(Role.PEER))
            if peer == by or await tx.scalar(known) is None:
                raise Refusal(Code.NOT_FOUND)
            hold = PeerHold(self.new_id(), peer, HoldCause.DECISION, by, at, reason)
            await rows.put(tx, self.sealer, hold)
            await audit.append(tx, at=at, who=by, did="hold_peer", about=peer, reason=hold.id)
        wake.add(_looked_at(peer))
        return wake

    async def answering(self, conversation: str) -> StaffId:
        """The peer who answers there. Raises StepNotAllowed where none does."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            return StaffId((await self._peer(tx, talk)).person)

    async def take_over(
        self, moderator: Session, conversation: str, peer: StaffId, at: datetime
    ) -> Wake:
        """The moderator answers instead; the visitor is told. Nothing where the peer is gone."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            visit = await visits.one(self.db, tx, talk.visit)
            gone = talk.member(peer)
            if gone is None or visit.state is not VisitState.TALKING:
                return Wake()
            wake = Wake()
            await never_again(self.db, tx, visit, gone, at)
            await last_words.keep_back(tx, talk)
            await withdraw_transfer(self.db, tx, talk, at, wake)
            await to_wrap_up(self.db, tx, talk, peer, at)
            await talks.drop_members(tx, talk.id, at, person=peer)
            await talks.close_backstages(tx, talk.id, at)
            me = PersonId(moderator.id)
            member = Member(me, Role.MODERATOR, moderator.name, Standing.SPEAKER, at)
            wake.add(await self.seating(tx, talk, member, Notice.TRANSFERRED))
            await audit.append(tx, at=at, who=me, did="take_over", about=talk.id)
        return wake

    async def lift(self, id: str, by: StaffId, reason: str, at: datetime) -> Wake:
        """By somebody else than who set it. One about themselves is not theirs to see."""
        async with self.db.write() as tx:
            wanted = select(peer_holds).where(peer_holds.c.id == id, peer_holds.c.peer != by)
            row = (await tx.execute(self.db.lock(wanted))).one_or_none()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            if row.lifted_at is not None:
                raise StepNotAllowed("it is lifted once")
            await second_person.require(tx, row.by, by, at, self.apart)
            sealed = self.sealer.words(row.id, key_of(row), reason, rows.LIFTED)
            lifted = {"lifted_at": at, "lifted_by": by, "lifted_because": sealed}
            await tx.execute(update(peer_holds).where(peer_holds.c.id == id).values(lifted))
            await audit.append(tx, at=at, who=by, did="lift_hold", about=row.peer, reason=id)
        return _looked_at(StaffId(PersonId(row.peer)))

    async def book(self) -> HoldBook:
        peers = select(staff.c.id, staff.c.name).where(is_a(Role.PEER)).order_by(staff.c.folded)
        held = select(peer_holds).order_by(peer_holds.c.since.desc(), peer_holds.c.id)
        past = select(past_reports).order_by(past_reports.c.day.desc(), past_reports.c.id)
        async with self.db.read() as tx:
            return HoldBook(
                peers={StaffId(row.id): row.name for row in await tx.execute(peers)},
                holds=[rows.hold_of(row, self.sealer) for row in await tx.execute(held)],
                reports=[rows.report_of(row) for row in await tx.execute(past)],
            )

    async def _peer(self, tx: AsyncConnection, talk: Conversation) -> Member:
        visit = await visits.one(self.db, tx, talk.visit)
        answers = talk.answering
        if visit.state is not VisitState.TALKING or not answers or answers.role is not Role.PEER:
            raise StepNotAllowed("no peer answers here")
        return answers


def _looked_at(peer: StaffId) -> Wake:
    wake = Wake(wall=True, queue=True)
    wake.look(Role.PEER, peer)
    return wake
