"""Pictures: everything a page shows, read in one moment, for many people at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Kind
from server.domain.duty import DutyState
from server.domain.ids import ConversationId, PersonId, StaffId, VisitId
from server.domain.offer import OfferState
from server.domain.opening import Staffing
from server.domain.pictures import DeskPicture, OfferPicture, TalkPicture, VisitPicture
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores import talk_pictures
from server.stores.counting import staffing
from server.stores.database import Database
from server.stores.rows.duties import duty_of
from server.stores.rows.offers import offer_of
from server.stores.rows.visits import visit_of
from server.stores.sealing import Sealer
from server.stores.tables import conversations, duties, members, offers, visits, wrap_ups

Attending = dict[tuple[Role, PersonId], dict[ConversationId, int]]


@dataclass(frozen=True, slots=True)
class SqlPictures:
    """`seen_since` is the moment since when a line that answered counts as up."""

    db: Database
    sealer: Sealer

    async def attending(self, people: Iterable[PersonId]) -> Attending:
        """Who is in which conversation in which role, with its newest seq."""
        wanted = (
            select(members.c.person, members.c.role, conversations.c.id, conversations.c.last_seq)
            .join(conversations, conversations.c.id == members.c.conversation)
            .where(members.c.person.in_(list(people)), members.c.left_at.is_(None))
        )
        found: Attending = {}
        async with self.db.read() as tx:
            for row in await tx.execute(wanted):
                whose = found.setdefault((Role(row.role), PersonId(row.person)), {})
                whose[ConversationId(row.id)] = row.last_seq
        return found

    async def last_seqs(self, talks: Sequence[str]) -> dict[str, int]:
        wanted = select(conversations.c.id, conversations.c.last_seq)
        async with self.db.read() as tx:
            rows = await tx.execute(wanted.where(conversations.c.id.in_(talks)))
            return {row.id: row.last_seq for row in rows}

    async def visits(
        self, ids: Sequence[VisitId], seen_since: datetime
    ) -> dict[VisitId, VisitPicture]:
        async with self.db.read() as tx:
            heads = await staffing(tx, seen_since)
            places = await _places(tx)
            found = await talk_pictures.read(tx, self.sealer, visits.c.id.in_(ids), seen_since)
        return {p.visit.id: VisitPicture(p, places.get(p.visit.id), heads) for p in found}

    async def line(self, seen_since: datetime) -> Staffing:
        async with self.db.read() as tx:
            return await staffing(tx, seen_since)

    async def desks(
        self, peers: Sequence[StaffId], seen_since: datetime
    ) -> dict[StaffId, DeskPicture]:
        async with self.db.read() as tx:
            heads = await staffing(tx, seen_since)
            theirs = (duties.c.staff.in_(peers)) & (duties.c.role == Role.PEER)
            on_shift = {
                row.staff: duty_of(row) for row in await tx.execute(select(duties).where(theirs))
            }
            offered = await _offers(tx, peers)
            talks = await self._talks_of(tx, peers, seen_since)
            wrapping = await _wrapping(tx, peers)
        return {
            peer: DeskPicture(
                duty=on_shift.get(peer),
                staffing=heads,
                offers=tuple(offered.get(peer, ())),
                talks=tuple(talks.get(peer, ())),
                wrap_up=_if_wrapping(on_shift.get(peer), wrapping.get(peer)),
            )
            for peer in peers
        }

    async def _talks_of(
        self, tx: AsyncConnection, peers: Sequence[str], seen_since: datetime
    ) -> Mapping[str, list[TalkPicture]]:
        inside: ColumnElement[bool] = conversations.c.id.in_(
            select(members.c.conversation).where(
                members.c.person.in_(peers),
                members.c.role == Role.PEER,
                members.c.left_at.is_(None),
            )
        )
        live = inside & (conversations.c.kind == Kind.ONE_TO_ONE)
        by_peer: dict[str, list[TalkPicture]] = {}
        for picture in await talk_pictures.read(tx, self.sealer, live, seen_since):
            for member in picture.talk.members:
                if member.role is Role.PEER:  # who only watches it as a moderator has it elsewhere
                    by_peer.setdefault(member.person, []).append(picture)
        return by_peer


def _if_wrapping(duty: Any, conversation: ConversationId | None) -> ConversationId | None:
    return conversation if duty and duty.state is DutyState.WRAP_UP else None


async def _places(tx: AsyncConnection) -> dict[VisitId, int]:
    """Everybody's place, in the order in which offers are made."""
    in_queue = visits.c.state.in_((VisitState.WAITING, VisitState.OFFERED))
    ranked = (
        select(visits.c.id)
        .join(conversations, conversations.c.id == visits.c.conversation)
        .where(in_queue)
        .order_by(conversations.c.level.desc(), visits.c.waiting_since, visits.c.id)
    )
    return {VisitId(row.id): n for n, row in enumerate(await tx.execute(ranked), start=1)}


async def _offers(tx: AsyncConnection, peers: Sequence[str]) -> dict[str, list[OfferPicture]]:
    wanted = (
        select(offers)
        .where(offers.c.peer.in_(peers), offers.c.state == OfferState.OPEN)
        .order_by(offers.c.made_at)
    )
    found = [offer_of(row) for row in await tx.execute(wanted)]
    shown = (
        select(visits, conversations.c.level)
        .join(conversations, conversations.c.id == visits.c.conversation)
        .where(visits.c.id.in_([offer.visit for offer in found]))
    )
    whom = {row.id: row for row in await tx.execute(shown)}
    by_peer: dict[str, list[OfferPicture]] = {}
    for offer in found:
        row = whom[offer.visit]
        picture = OfferPicture(offer, visit_of(row), Level(row.level))
        by_peer.setdefault(offer.peer, []).append(picture)
    return by_peer


async def _wrapping(tx: AsyncConnection, peers: Sequence[str]) -> dict[str, ConversationId]:
    wanted = (
        select(wrap_ups.c.peer, wrap_ups.c.conversation)
        .where(wrap_ups.c.peer.in_(peers), wrap_ups.c.written_at.is_(None))
        .order_by(wrap_ups.c.ended_at)
    )
    return {row.peer: ConversationId(row.conversation) for row in await tx.execute(wanted)}
