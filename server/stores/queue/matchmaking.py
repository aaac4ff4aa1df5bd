"""Matchmaking: who waits, who is ready, offers made and taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.duty import Availability, Duty
from server.domain.ids import OfferId, VisitId
from server.domain.load import DutyStep
from server.domain.matching import Pairing, QueuePicture
from server.domain.message import Notice
from server.domain.offer import Offer, OfferState, OfferStep
from server.domain.session import Role
from server.domain.set_back import AHEAD
from server.domain.training import Work
from server.domain.visit import VisitState
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.queue import standing as queue
from server.stores.queue.handing_back import hand_back
from server.stores.queue.offering import make
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import duties as duty_rows
from server.stores.rows import offers as offer_rows
from server.stores.rows import on_hold
from server.stores.rows import visits as visit_rows
from server.stores.rows.certificates import Qualified
from server.stores.set_back import none_seen_ahead
from server.stores.tables.core import conversations, duties, members, offers, visits
from server.stores.talk.departing import leave, lock, places_of, stays_of


@dataclass(frozen=True, slots=True)
class SqlMatchmaking:
    """For the one leader: each write checks that the lease is still held."""

    db: Database
    new_id: Callable[[], str]
    qualified: Qualified
    calling: Calling

    async def picture(self, seen_since: datetime, refused_since: datetime) -> QueuePicture:
        """Only those whose line is up: nobody is offered an empty chair."""
        async with self.db.read() as tx:
            return await queue.read(tx, self.qualified, seen_since, refused_since)

    async def offer(
        self, fence: Fence, pairings: Sequence[Pairing], at: datetime, patience: timedelta
    ) -> Wake:
        """Make the offers that are still possible; the others wait for the next round."""
        wake = Wake(wall=bool(pairings))
        async with self.db.write() as tx:
            await fence.check(tx)
            for made in await self._offers(tx, pairings, at, patience):
                wake.look(Role.VISITOR, made.visit)
                wake.look(Role.PEER, made.peer)
        return wake

    async def take(self, pairing: Pairing, at: datetime, patience: timedelta) -> OfferId | None:
        """A peer asks for it by themselves, whoever leads; None where somebody was quicker."""
        async with self.db.write() as tx:
            made = await self._offers(tx, [pairing], at, patience)
        return made[0].id if made else None

    async def _offers(
        self, tx: AsyncConnection, pairings: Sequence[Pairing], at: datetime, patience: timedelta
    ) -> list[Offer]:
        visits_ = await visit_rows.locked(self.db, tx, [p.visit for p in pairings])
        peers = await duty_rows.peers(self.db, tx, [p.peer for p in pairings])
        levels = await _levels(tx, list(visits_))
        # Again, now: a certificate may just have ended, or a level just have risen.
        up_to = await self.qualified.levels(tx, list(peers), Work.ONE_TO_ONE, at)
        kept = await self.qualified.undivided(tx, up_to) | await on_hold.everybody(tx)
        made = []
        for pairing in pairings:
            visit, peer = visits_.pop(pairing.visit, None), peers.get(pairing.peer)
            if not visit or visit.state is not VisitState.WAITING:
                continue
            if not peer or not peer.is_free or peer.staff in kept:
                continue
            if peer.staff not in up_to or levels[visit.id] > up_to[peer.staff]:
                continue
            made.append(await make(tx, self.new_id(), visit, peer, (at, at + patience)))
            del peers[peer.staff]
        return made

    async def take_back(self, fence: Fence, at: datetime, seen_since: datetime) -> list[Wake]:
        """End those that ran out, and those whose peer is away, on hold or needed whole."""
        await none_seen_ahead(self.db, fence, at)
        needed = offers.c.peer.in_(self.qualified.all_undivided())
        wanted = (
            select(offers.c.id, offers.c.visit, offers.c.peer, visits.c.conversation)
            .join(visits, visits.c.id == offers.c.visit)
            .join(duties, (duties.c.staff == offers.c.peer) & (duties.c.role == Role.PEER))
            .where(offers.c.state == OfferState.OPEN)
            .where(or_(_ran_out(at), duties.c.seen_at < seen_since, needed, _HELD))
        )
        async with self.db.write() as tx:
            await fence.check(tx)
            rows = (await tx.execute(wanted)).all()
            await talks.with_backstages(self.db, tx, [row.conversation for row in rows])
            await visit_rows.locked(self.db, tx, [row.visit for row in rows])
            open_ = [await offer_rows.of_peer(self.db, tx, row.id, row.peer) for row in rows]
            await duty_rows.peers(self.db, tx, [row.peer for row in rows])
            return [
                await hand_back(self.db, tx, offer, _taken(offer, at), at)
                for offer in open_
                if offer.state is OfferState.OPEN
            ]

    async def lose(self, fence: Fence, at: datetime, gone_since: datetime) -> Wake:
        """Whose line has been down for longer than the grace: off duty, their visitors first.

        Moderators also go out where they came in without going on duty.
        """
        on_shift = duties.c.availability != Availability.OFF
        # An offer is taken back first.
        gone = (duties.c.seen_at < gone_since) & (on_shift | _INSIDE) & (duties.c.offered == 0)
        whose = tuple_(members.c.person, members.c.role)
        theirs = whose.in_(select(duties.c.staff, duties.c.role).where(gone))
        async with self.db.write() as tx:
            await fence.check(tx)
            before = await stays_of(tx, theirs)
            await lock(self.calling, tx, places_of(before))
            locked = await duty_rows.around(self.db, tx, places_of(before), gone)
            found = [one for one in locked if _is_gone(one, gone_since)]
            now = await stays_of(tx, theirs)
            # Who sat down in between is lost in the next round: that place isn't locked here.
            lost = [one for one in found if now.get(one.who) == before.get(one.who)]
            wake = Wake(wall=bool(lost), queue=bool(lost))
            for duty in lost:
                if duty.availability is not Availability.OFF:
                    await duty_rows.step(tx, duty, DutyStep.LOSE, at)
                wake.look(duty.role, duty.staff)
            stays = {one.who: now[one.who] for one in lost if one.who in now}
            wake.add(await leave(self.calling, tx, stays, notice=Notice.PEER_LOST, at=at))
            return wake


def _is_gone(duty: Duty, since: datetime) -> bool:
    """`gone`, of a row that is locked."""
    counts = duty.availability is not Availability.OFF or duty.role is Role.MODERATOR
    return counts and duty.seen_at < since and not duty.load.offered


_SEAT, _THERE = members.alias(), conversations.alias()
_INSIDE = (duties.c.role == Role.MODERATOR) & exists().where(
    _SEAT.c.person == duties.c.staff,
    _SEAT.c.role == Role.MODERATOR,
    _SEAT.c.left_at.is_(None),
    _THERE.c.id == _SEAT.c.conversation,
    _THERE.c.about.is_(None),
)
_HELD = offers.c.peer.in_(on_hold.held())


async def _levels(tx: AsyncConnection, ids: Sequence[str]) -> dict[VisitId, Level]:
    """Of the conversations of these visits."""
    wanted = select(visits.c.id, conversations.c.level).join(
        conversations, conversations.c.id == visits.c.conversation
    )
    found = await tx.execute(wanted.where(visits.c.id.in_(ids)))
    return {VisitId(row.id): Level(row.level) for row in found}


def _ran_out(at: datetime) -> ColumnElement[bool]:
    """Or was made by a clock that was set back since: nobody waits until that time comes again."""
    return (offers.c.expires_at <= at) | (offers.c.made_at > at + AHEAD)


def _taken(offer: Offer, at: datetime) -> OfferStep:
    """Who is away or needed has not refused; who let it run out has."""
    return OfferStep.LAPSE if offer.expires_at <= at else OfferStep.WITHDRAW
