"""Transfers: who could take a conversation over, asking them, and what they answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member, Standing
from server.domain.duty import Duty
from server.domain.ids import PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.set_back import AHEAD
from server.domain.transfer import Transfer, TransferState, TransferStep
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.leases import Fence
from server.stores.queue import able
from server.stores.rows import conversations as talks
from server.stores.rows import duties, last_words, on_hold, visits
from server.stores.rows import transfers as rows
from server.stores.rows.certificates import Qualified
from server.stores.rows.messages import add_notice
from server.stores.tables.core import duties as duty_table
from server.stores.tables.house import transfers
from server.stores.talk.seating import Seating
from server.stores.talk.seats import to_wrap_up
from server.stores.talk.withdrawing import freed


@dataclass(frozen=True, slots=True)
class SqlTransfers:
    db: Database
    sealer: Sealer
    seating: Seating
    qualified: Qualified

    async def free(self, by: Session, conversation: str, seen_since: datetime) -> list[Duty]:
        """Who is there, on duty and free; peers who speak the visitor's language."""
        async with self.db.read() as tx:
            present = (await talks.present_members(tx, [conversation])).get(conversation, ())
            speaks = (m for m in present if m.standing is Standing.SPEAKER)
            if by.id not in {m.person for m in speaks}:
                raise Refusal(Code.NOT_FOUND)
            return await able.colleagues(tx, self.qualified, conversation, by.id, seen_since)

    async def ask(self, by: Session, transfer: Transfer, seen_since: datetime) -> Wake:
        """The visitor is told in words before anything changes.

        Raises Refusal: NOT_FOUND for who doesn't speak there, TAKEN where the other is not free.
        """
        try:
            async with self.db.write() as tx:
                return await self._ask(tx, by, transfer, seen_since)
        except IntegrityError:  # somebody else has just asked this peer
            raise Refusal(Code.TAKEN) from None

    async def _ask(
        self, tx: AsyncConnection, by: Session, transfer: Transfer, seen_since: datetime
    ) -> Wake:
        talk = await self._talking(tx, transfer.conversation, by)
        if await rows.open_of(self.db, tx, talk.id):
            raise StepNotAllowed("somebody is asked already")
        found = await able.colleagues(tx, self.qualified, talk.id, by.id, seen_since)
        duty = await duties.find(self.db, tx, transfer.whom, transfer.role)
        free = {(other.staff, other.role) for other in found}
        at, asked = transfer.asked_at, (transfer.whom, transfer.role)
        if duty is None or not duty.is_free or asked not in free:
            raise Refusal(Code.TAKEN)
        if duty.role is Role.PEER:
            await duties.step(tx, duty, DutyStep.OFFER, at)
        row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
        await rows.add(tx, self.sealer, talks.key_of(row), transfer)
        return await self._told(tx, talk, transfer, Notice.TRANSFER_ASKED, at)

    async def _talking(self, tx: AsyncConnection, conversation: str, by: Session) -> Conversation:
        talk = await talks.one(self.db, tx, conversation)
        talks.require_speaker(talk, by.id)
        visit = await visits.one(self.db, tx, talk.visit)
        if visit.state is not VisitState.TALKING or by.role is Role.VISITOR:
            raise StepNotAllowed("nobody talks here")
        return talk

    async def answer(self, asked: Session, id: str, *, accept: bool, at: datetime) -> Wake:
        """Raises StepNotAllowed when it has run out or was withdrawn."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await rows.talk_of(tx, id, asked))
            await visits.one(self.db, tx, talk.visit)
            transfer = await rows.one(self.db, tx, id)
            if transfer.expires_at <= at:
                raise StepNotAllowed("it has run out")
            if not accept:
                return await self._off(tx, talk, transfer, TransferStep.DECLINE, at)
            return await self._over(tx, talk, transfer, at)

    async def _over(
        self, tx: AsyncConnection, talk: Conversation, transfer: Transfer, at: datetime
    ) -> Wake:
        """The old peer wraps up; a new peer sits down with a backstage of their own."""
        old = [m.person for m in talk.members if m.role is Role.PEER]
        whom = (duty_table.c.staff == transfer.whom) & (duty_table.c.role == transfer.role)
        await duties.around(self.db, tx, [talk.id], whom)
        duty = await duties.find(self.db, tx, transfer.whom, transfer.role)
        if duty is None:
            raise StepNotAllowed("not on duty")
        if duty.role is Role.PEER and await on_hold.is_held(tx, duty.staff):
            raise StepNotAllowed("a report waits to be looked into")
        await rows.step(tx, transfer, TransferStep.ACCEPT, at)
        if duty.role is Role.PEER:
            await duties.step(tx, duty, DutyStep.ACCEPT, at)
        await last_words.say(tx, talk, at)
        for person in old:
            await to_wrap_up(self.db, tx, talk, person, at)
            await talks.drop_members(tx, talk.id, at, person=person)
        await talks.close_backstages(tx, talk.id, at)
        member = Member(PersonId(duty.staff), duty.role, duty.name, Standing.SPEAKER, at)
        return await self.seating(tx, talk, member, Notice.TRANSFERRED)

    async def _off(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        transfer: Transfer,
        step: TransferStep,
        at: datetime,
    ) -> Wake:
        await freed(self.db, tx, transfer, step, at)
        return await self._told(tx, talk, transfer, Notice.TRANSFER_OFF, at)

    async def lapse(self, fence: Fence, at: datetime, seen_since: datetime) -> list[Wake]:
        """Those that ran out, and those whose peer is away or on hold. For the one leader."""
        held = (transfers.c.role == Role.PEER) & transfers.c.whom.in_(on_hold.held())
        wanted = (
            select(transfers.c.id, transfers.c.conversation)
            .join(
                duty_table,
                (duty_table.c.staff == transfers.c.whom) & (duty_table.c.role == transfers.c.role),
            )
            .where(transfers.c.state == TransferState.ASKED)
            .where(or_(_ran_out(at), duty_table.c.seen_at < seen_since, held))
        )
        async with self.db.read() as tx:
            late = (await tx.execute(wanted)).all()
        return [await self._lapse(fence, row.id, row.conversation, at) for row in late]

    async def _lapse(self, fence: Fence, id: str, conversation: str, at: datetime) -> Wake:
        async with self.db.write() as tx:
            await fence.check(tx)
            talk = await talks.one(self.db, tx, conversation)
            transfer = await rows.one(self.db, tx, id)
            if transfer.state is not TransferState.ASKED:  # answered meanwhile
                return Wake()
            return await self._off(tx, talk, transfer, TransferStep.LAPSE, at)

    async def _told(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        transfer: Transfer,
        notice: Notice,
        at: datetime,
    ) -> Wake:
        wake = Wake(wall=True, queue=True)
        said = await add_notice(
            tx, talk, notice, about=PersonId(transfer.asked_by), name=transfer.name, at=at
        )
        wake.said.append(said)
        wake.look(transfer.role, transfer.whom)
        for member in talk.members:
            wake.look(member.role, member.person)
        return wake


def _ran_out(at: datetime) -> ColumnElement[bool]:
    """Or was asked by a clock that was set back since: nobody waits until that time comes again."""
    return (transfers.c.expires_at <= at) | (transfers.c.asked_at > at + AHEAD)
