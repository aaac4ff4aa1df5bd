"""Desks: what peers and moderators on shift do with their duty, offers and conversations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Member, Standing
from server.domain.disclosure import Disclosure
from server.domain.duty import Availability, Duty
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.offer import OfferStep
from server.domain.refusal import Code, Refusal
from server.domain.relief import FROM
from server.domain.session import Role, Session
from server.domain.visit import VisitStep
from server.domain.wake import Wake
from server.domain.wrapping_up import Leaving, WrittenUp
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.queue.handing_back import hand_back, hand_on
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import duties, offers, on_hold, preferences, visits
from server.stores.rows.certificates import Qualified
from server.stores.shifts import debriefs
from server.stores.shifts.attendance import Attendance
from server.stores.shifts.resting import Resting
from server.stores.tables.core import duties as duty_table
from server.stores.talk.departing import depart, gravest
from server.stores.talk.seating import Seating
from server.stores.talk.seats import seats_of
from server.stores.talk.writing_up import write_up


@dataclass(frozen=True, slots=True)
class SqlDesks:
    db: Database
    sealer: Sealer
    seating: Seating
    attendance: Attendance
    resting: Resting
    new_id: Callable[[], str]
    qualified: Qualified
    calling: Calling

    async def go_ready(self, duty: Duty, told: Disclosure | None = None) -> Wake:
        """Start the shift, or go on with it; the first time it is written down.

        Raises Refusal(RESTING): a moderator who has carried much, where others are on duty.
        `told` is for the matchmaker alone; None leaves it as it was.
        """
        async with self.db.write() as tx:
            places = await self.qualified.to_start(tx, duty)
            off = replace(duty, availability=Availability.OFF)
            known = await duties.begun(self.db, tx, off)
            wishes = {
                "languages": duty.languages,
                "topics": duty.topics,
                "name": duty.name,
                "seen_at": duty.seen_at,
                "here_at": duty.since,
                "places": places,
                "worked_from": self.resting.policy.breaks.worked_from(known, duty.since),
            }
            await duties.step(tx, known, DutyStep.GO_READY, duty.since, wishes)
            if told:
                await preferences.disclose(self.db, tx, told)
            await self.attendance.begins(tx, duty, duty.since)
            if duty.role is Role.MODERATOR and known.availability is not Availability.READY:
                await self.resting.to_be_called(tx, duty)
            else:
                await self.resting(tx, duty.staff, duty.since)
        return _looking(duty.role, duty.staff)

    async def rest(self, staff: StaffId, role: Role, at: datetime) -> Wake:
        """Who talks with somebody ends that first, and nobody new comes. An offer is handed on."""
        async with self.db.write() as tx:
            wake = await self._handed_on(tx, staff, role, at)
            duty = await self._duty(tx, staff, role)
            await duties.step(tx, duty, duty.to_rest(), at)
        wake.add(_looking(role, staff))
        return wake

    async def go_off(self, staff: StaffId, role: Role, leaving: Leaving, at: datetime) -> Wake:
        async with self.db.write() as tx:
            wake = await self._goes(tx, staff, role, leaving, at)
            duty = await self._duty(tx, staff, role)
            await duties.step(tx, duty, DutyStep.GO_OFF, at)
            if await seats_of(tx, _is(duty)):
                raise StepNotAllowed("a visitor would be left alone")
            await self.attendance.ends(tx, duty, at)
            if leaving.mood is not None:
                await debriefs.note_mood(tx, staff, leaving.mood, at)
            if leaving.talk:
                await debriefs.ask(tx, self.new_id(), staff, at)
        wake.add(_looking(role, staff))
        return wake

    async def _goes(
        self, tx: AsyncConnection, staff: StaffId, role: Role, leaving: Leaving, at: datetime
    ) -> Wake:
        if leaving.at_once:
            return await self._at_once(tx, staff, role, at)
        if role is Role.MODERATOR:
            return await self._out_of_all(tx, staff, at)
        return await self._handed_on(tx, staff, role, at)

    async def _out_of_all(self, tx: AsyncConnection, staff: StaffId, at: datetime) -> Wake:
        """Who is off duty stays in no conversation: no peer goes and leaves a visitor with them."""
        theirs = (duty_table.c.staff == staff) & (duty_table.c.role == Role.MODERATOR)
        if await seats_of(tx, theirs):
            raise StepNotAllowed("a visitor would be left alone")
        return await depart(self.calling, tx, staff, at, (Role.MODERATOR,))

    async def _at_once(self, tx: AsyncConnection, staff: StaffId, role: Role, at: datetime) -> Wake:
        """From whom is in danger one steps aside first: then moderators are called to them."""
        if await gravest(tx, staff, role) >= FROM:
            raise Refusal(Code.IN_DANGER)
        return await depart(self.calling, tx, staff, at, (role,))

    async def _handed_on(
        self, tx: AsyncConnection, staff: StaffId, role: Role, at: datetime
    ) -> Wake:
        return await hand_on(self.db, tx, staff, at) if role is Role.PEER else Wake()

    async def _duty(self, tx: AsyncConnection, staff: StaffId, role: Role) -> Duty:
        duty = await duties.find(self.db, tx, staff, role)
        if duty is None:
            raise StepNotAllowed("no duty")
        return duty

    async def accept(self, peer: Session, offer_id: str, at: datetime) -> Wake:
        """Become the visitor's peer. Raises StepNotAllowed when the offer has gone."""
        async with self.db.write() as tx:
            held = await offers.talk_of(tx, offer_id, peer.id)
            talk = await talks.one(self.db, tx, held)
            offer = await offers.of_peer(self.db, tx, offer_id, peer.id)
            if offer.expires_at <= at:
                raise StepNotAllowed("the offer has lapsed")
            await offers.step(tx, offer, OfferStep.ACCEPT, at)
            visit = await visits.one(self.db, tx, offer.visit)
            await self.qualified.to_accept(tx, offer.peer, talk.level, at)
            duty = await duties.find(self.db, tx, peer.id, Role.PEER)
            if duty is None or await self.resting(tx, peer.id, at):
                raise StepNotAllowed("not on shift, or resting")
            if await on_hold.is_held(tx, peer.id):
                raise StepNotAllowed("a report waits to be looked into")
            await duties.step(tx, duty, DutyStep.ACCEPT, at)
            # Who comes back from a lost peer has been answered before: that wait is the true one.
            await visits.step(tx, visit, VisitStep.MATCH, {"matched_at": visit.matched_at or at})
            member = Member(peer.id, Role.PEER, peer.name, Standing.SPEAKER, at)
            return await self.seating(tx, talk, member, Notice.PEER_JOINED)

    async def decline(self, peer: StaffId, offer_id: str, at: datetime) -> Wake:
        async with self.db.write() as tx:
            await talks.one(self.db, tx, await offers.talk_of(tx, offer_id, peer))
            offer = await offers.of_peer(self.db, tx, offer_id, peer)
            return await hand_back(self.db, tx, offer, OfferStep.DECLINE, at)

    async def wrap_up(
        self, peer: StaffId, conversation: str, written: WrittenUp, at: datetime
    ) -> Wake:
        """Write it down; the peer is ready again, or rests.

        Where the visitor had everything deleted meanwhile there is nothing to write on.
        """
        async with self.db.write() as tx:
            duty = await write_up(self.db, self.sealer, tx, (peer, conversation, written), at)
            duty = await duties.step(tx, duty, DutyStep.WRITE, at)
            if then := duty.when_written(written.then):
                await duties.step(tx, duty, then, at)
            await self.resting(tx, peer, at)
            if written.debrief:
                await debriefs.ask(tx, self.new_id(), peer, at)
        return _looking(Role.PEER, peer)

    async def seen(self, present: Sequence[tuple[Role, PersonId]], at: datetime) -> None:
        """Their lines are up now."""
        theirs = tuple_(duty_table.c.role, duty_table.c.staff).in_(list(present))
        ordered = select(duty_table.c.staff).where(theirs).order_by(*duty_table.primary_key)
        async with self.db.write() as tx:
            await tx.execute(self.db.lock(ordered))
            await tx.execute(update(duty_table).where(theirs).values(seen_at=at))


def _is(duty: Duty) -> ColumnElement[bool]:
    return (duty_table.c.staff == duty.staff) & (duty_table.c.role == duty.role)


def _looking(role: Role, staff: StaffId) -> Wake:
    """Their own page, the wall and the matchmaker look again."""
    wake = Wake(wall=True, queue=True)
    wake.look(role, staff)
    return wake
