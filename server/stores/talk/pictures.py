"""Pictures: everything a page shows, read in one moment, for many people at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import HELD, Earshot, Kind
from server.domain.ids import ConversationId, PersonId, StaffId, VisitId
from server.domain.opening import Staffing
from server.domain.pictures import DeskPicture, TalkPicture, VisitPicture
from server.domain.session import Role
from server.domain.training import Work
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.queue import able
from server.stores.queue.counting import WAITING, WAITS_HERE, lately, staffing
from server.stores.rooms import pictures as room_pictures
from server.stores.rows import blocks, shadows, stopped
from server.stores.rows.certificates import Qualified
from server.stores.rows.duties import duty_of
from server.stores.tables.core import conversations, members, visits
from server.stores.tables.rooms import seats
from server.stores.talk import desk_pictures, talk_pictures, transfer_pictures
from server.stores.talk.calls import with_calls
from server.stores.talk.desk_pictures import NOTHING, Unwritten
from server.stores.talk.open_notes import with_notes

Attending = dict[tuple[Role, PersonId], dict[ConversationId, Earshot]]

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PRESENT = members.c.person.in_(_IDS) & members.c.left_at.is_(None)
_ATTENDING = (
    select(
        members.c.person,
        members.c.role,
        conversations.c.id,
        conversations.c.last_seq,
        conversations.c.held_from,
        func.coalesce(seats.c.from_seq, 0).label("since"),
    )
    .join(conversations, conversations.c.id == members.c.conversation)
    .outerjoin(
        seats, (seats.c.room == members.c.conversation) & (seats.c.visit == members.c.person)
    )
    .where(_PRESENT)
)
_LAST_SEQS = select(conversations.c.id, conversations.c.last_seq).where(
    conversations.c.id.in_(_IDS)
)
_OF_VISITS = talk_pictures.those(visits.c.id.in_(_IDS))
_OF_PEERS = talk_pictures.those(
    conversations.c.id.in_(
        select(members.c.conversation).where(_PRESENT, members.c.role == Role.PEER)
    )
    & (conversations.c.kind == Kind.ONE_TO_ONE)
)
_PLACES = (
    select(visits.c.id)
    .join(conversations, conversations.c.id == visits.c.conversation)
    .where(WAITS_HERE | (WAITING & visits.c.id.in_(_IDS)))  # whoever looks is here
    .order_by(conversations.c.level.desc(), visits.c.waiting_since, visits.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlPictures:
    """`seen_since` is the moment since when a line that answered counts as up."""

    db: Database
    sealer: Sealer
    qualified: Qualified

    async def attending(self, people: Iterable[PersonId]) -> Attending:
        """Who is in which conversation in which role, and what of it they hear."""
        found: Attending = {}
        async with self.db.read() as tx:
            for row in await tx.execute(_ATTENDING, {"ids": list(people)}):
                whose = found.setdefault((Role(row.role), PersonId(row.person)), {})
                whose[ConversationId(row.id)] = _earshot(row)
        return found

    async def last_seqs(self, talks: Sequence[str]) -> dict[str, int]:
        async with self.db.read() as tx:
            rows = await tx.execute(_LAST_SEQS, {"ids": list(talks)})
            return {row.id: row.last_seq for row in rows}

    async def visits(
        self, ids: Sequence[VisitId], seen_since: datetime
    ) -> dict[VisitId, VisitPicture]:
        async with self.db.read() as tx:
            heads = await staffing(tx, seen_since)
            places = await _places(tx, ids, seen_since)
            asked = {"ids": list(ids)}
            found = await talk_pictures.read(tx, self.sealer, _OF_VISITS, seen_since, asked)
            waiting = [p for p in found if p.visit.id in places]
            beyond = await able.beyond(tx, self.qualified, waiting, seen_since)
            sits = await room_pictures.of_visits(tx, ids, seen_since)
            gone = [p.visit.id for p in found if not p.visit.is_live]
            shut = await blocks.of_visits(tx, self.sealer, gone) if gone else {}
            hurt = await stopped.of_visits(tx, gone) if gone else {}
        return {
            p.visit.id: VisitPicture(
                p,
                places.get(p.visit.id),
                heads,
                p.visit.id not in beyond,
                sits.get(p.visit.id),
                shut.get(p.visit.id),
                hurt.get(p.visit.id),
            )
            for p in found
        }

    async def line(self, seen_since: datetime) -> Staffing:
        async with self.db.read() as tx:
            return await staffing(tx, seen_since)

    async def desks(
        self, peers: Sequence[StaffId], seen_since: datetime
    ) -> dict[StaffId, DeskPicture]:
        async with self.db.read() as tx:
            heads = await staffing(tx, seen_since)
            on_shift = await desk_pictures.duties_of(tx, peers)
            offered = await desk_pictures.offers_of(tx, peers)
            talks = await self._talks_of(tx, peers, seen_since, heads)
            wrapping = await desk_pictures.wrapping(tx, self.sealer, peers)
            asked = await transfer_pictures.asked(tx, self.sealer, Role.PEER)
            hosted = await room_pictures.of_peers(tx, peers, seen_since)
            reading = await shadows.of_desks(tx, self.sealer, peers, seen_since)
            trained = await self.qualified.grants(tx, peers, Work.ONE_TO_ONE, seen_since)
        return {
            peer: replace(
                _desk(on_shift.get(peer), heads, wrapping.get(peer, [])),
                offers=tuple(offered.get(peer, ())),
                talks=tuple(talks.get(peer, ())),
                untrained=peer not in trained,
                most=trained[peer].at_once if peer in trained else 1,
                asked=asked.get(peer),
                rooms=tuple(hosted.get(peer, ())),
                reading=reading.get(peer),
            )
            for peer in peers
        }

    async def _talks_of(
        self, tx: AsyncConnection, peers: Sequence[str], seen_since: datetime, heads: Staffing
    ) -> Mapping[str, list[TalkPicture]]:
        asked = {"ids": list(peers)}
        by_peer: dict[str, list[TalkPicture]] = {}
        found = await talk_pictures.read(tx, self.sealer, _OF_PEERS, seen_since, asked)
        called = await with_calls(tx, found, on_duty=heads.moderators > 0)
        for picture in await with_notes(tx, self.sealer, called):
            for member in picture.talk.members:
                if member.role is Role.PEER:  # who only watches it as a moderator has it elsewhere
                    by_peer.setdefault(member.person, []).append(picture)
        return by_peer


def _desk(row: Row[Any] | None, heads: Staffing, unwritten: list[Unwritten]) -> DeskPicture:
    """What follows from the duty: what there is to wrap up, a hold, a rest.

    What they went on without writing up is not asked for any more: only the newest are.
    """
    if row is None:
        return DeskPicture(None, heads)
    duty = duty_of(row)
    newest = unwritten[-duty.load.wrapping :] if duty.load.wrapping else []
    first = newest[0] if newest else NOTHING
    return DeskPicture(
        duty=duty,
        staffing=heads,
        wrap_up=first.conversation,
        wrap_up_level=first.level,
        wrap_up_note=first.noted,
        held=bool(row.held),
        on_hold=bool(row.on_hold),
        rest=desk_pictures.rest_of(row),
    )


def _earshot(row: Row[Any]) -> Earshot:
    if row.held_from is None or row.role not in HELD:
        return Earshot(row.last_seq, row.since)
    return Earshot(min(row.last_seq, row.held_from), row.since, row.held_from)


async def _places(
    tx: AsyncConnection, ids: Sequence[VisitId], seen_since: datetime
) -> dict[VisitId, int]:
    """Everybody's place, in the order in which offers are made."""
    found = await tx.execute(_PLACES, {"ids": list(ids), "lately": lately(seen_since)})
    return {VisitId(row.id): n for n, row in enumerate(found, start=1)}
