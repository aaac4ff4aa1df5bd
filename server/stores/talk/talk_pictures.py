"""Conversations with all around them: visit, members, who is there, flag, referral."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Member
from server.domain.flag import Flag, FlagState
from server.domain.ids import PersonId
from server.domain.pictures import TalkPicture
from server.domain.referral import Referral
from server.domain.session import Role
from server.domain.silence import Silence, SilenceState
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import assessments, lulls, mentored, plan_lines
from server.stores.rows import shadows as shadowing
from server.stores.rows.conversations import conversation_of, key_of, member_of
from server.stores.rows.flags import flag_of
from server.stores.rows.referrals import referral_of
from server.stores.rows.silences import CLOCKED, LASTS, silence_of
from server.stores.rows.visits import visit_of
from server.stores.tables.core import conversations, duties, flags, members, visits
from server.stores.tables.house import staff
from server.stores.tables.referrals import referrals
from server.stores.tables.silences import silences
from server.stores.talk import transfer_pictures

People = dict[str, tuple[Member, ...]]
Received = dict[str, dict[Role, int]]
Raised = tuple[Flag | None, str | None]
NOT_RAISED: Raised = (None, None)

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_VISITS = select(visits).where(visits.c.conversation.in_(_IDS))
_THERE = select(duties.c.staff).where(
    duties.c.staff.in_(_IDS), duties.c.seen_at >= bindparam("since")
)
_MEMBERS = (
    select(members)
    .where(members.c.conversation.in_(_IDS))
    .order_by(members.c.joined_at, members.c.person)
)
_BACKSTAGES = select(conversations.c.id, conversations.c.last_seq).where(
    conversations.c.about.in_(_IDS)
)
_FLAGS = (
    select(flags, staff.c.name)
    .join(staff, staff.c.id == flags.c.claimed_by, isouter=True)
    .where(
        flags.c.conversation.in_(_IDS), flags.c.state != FlagState.RESOLVED, flags.c.reported == ""
    )
)
_SILENCES = (
    select(silences)
    .join(conversations, LASTS)
    .join(visits, visits.c.conversation == conversations.c.id)
    .where(
        silences.c.conversation.in_(_IDS),
        CLOCKED,
        silences.c.state.in_((SilenceState.ASKED, SilenceState.WARNED)),
    )
)
_REFERRALS = (
    select(referrals).where(referrals.c.conversation.in_(_IDS)).order_by(referrals.c.offered_at)
)


def those(which: ColumnElement[bool]) -> Select[Any]:
    """All conversations for which `which` (over visits and conversations) holds, oldest first."""
    joined = select(conversations).join(visits, visits.c.conversation == conversations.c.id)
    return joined.where(which).order_by(conversations.c.opened_at)


async def read(
    tx: AsyncConnection,
    sealer: Sealer,
    wanted: Select[Any],
    seen_since: datetime,
    params: Mapping[str, Any] | None = None,
) -> list[TalkPicture]:
    """`wanted` is what `those` gave, and `params` what it asks for."""
    rows = (await tx.execute(wanted, params)).all()
    ids = [row.id for row in rows]
    if not ids:
        return []
    people, received = await _members(tx, ids)
    by_talk = {row.conversation: row for row in await tx.execute(_VISITS, {"ids": ids})}
    there = await _there(tx, people, seen_since)
    backstage = await _backstage_seqs(tx, ids)
    passed_on = await transfer_pictures.of_talks(tx, sealer, ids)
    silent, quiet = await _silences(tx, ids), await lulls.of_talks(tx, ids)
    plans = await plan_lines.of_talks(tx, sealer, ids)
    assessed = await assessments.of_talks(tx, sealer, ids)
    first_read = await mentored.of_talks(tx, sealer, _mentored(rows))
    shadows = await shadowing.of_talks(tx, [row.id for row in rows if row.read_by])
    raised, referred = await _flags(tx, ids), await _referrals(tx, sealer, rows)
    return [
        TalkPicture(
            talk=conversation_of(row, people.get(row.id, ())),
            visit=visit_of(by_talk[row.id]),
            present=_present(by_talk[row.id], people.get(row.id, ()), there, seen_since),
            backstage_seq=backstage.get(row.backstage, 0),
            flag=raised.get(row.id, NOT_RAISED)[0],
            claimed_by=raised.get(row.id, NOT_RAISED)[1],
            received=received.get(row.id, {}),
            referral=referred.get(row.id),
            transfer=passed_on.get(row.id),
            silence=silent.get(row.id),
            lull=quiet.get(row.id),
            assessment=assessed.get(row.id),
            plan=plans.get(row.id, ()),
            first_read=first_read.get(row.id, ()),
            shadow=shadows.get(row.id),
        )
        for row in rows
    ]


def _mentored(rows: Iterable[Row[Any]]) -> dict[str, SealedKey]:
    """Nothing is asked where nobody mentors, or did."""
    return {row.id: key_of(row) for row in rows if row.mentored_by}


def _present(
    visit: Row[Any], inside: Iterable[Member], there: frozenset[PersonId], seen_since: datetime
) -> frozenset[PersonId]:
    """Of those in it."""
    staff = frozenset(member.person for member in inside if member.person in there)
    return staff | {PersonId(visit.id)} if visit.seen_at >= seen_since else staff


async def _there(tx: AsyncConnection, people: People, seen_since: datetime) -> frozenset[PersonId]:
    """Of the staff in them."""
    staff = {m.person for them in people.values() for m in them if m.role is not Role.VISITOR}
    rows = await tx.execute(_THERE, {"ids": sorted(staff), "since": seen_since})
    return frozenset(PersonId(row.staff) for row in rows)


async def _backstage_seqs(tx: AsyncConnection, ids: list[str]) -> dict[str, int]:
    rows = await tx.execute(_BACKSTAGES, {"ids": ids})
    return {row.id: row.last_seq for row in rows}


async def _members(tx: AsyncConnection, ids: list[str]) -> tuple[People, Received]:
    """Who is in each now; and up to where each role has it all.

    That counts those who have left too: what had arrived has arrived.
    """
    people: People = {}
    received: Received = {}
    for row in await tx.execute(_MEMBERS, {"ids": ids}):
        reached, role = received.setdefault(row.conversation, {}), Role(row.role)
        reached[role] = max(row.received_seq, reached.get(role, 0))
        if row.left_at is None:
            people[row.conversation] = (*people.get(row.conversation, ()), member_of(row))
    return people, received


async def _silences(tx: AsyncConnection, ids: list[str]) -> dict[str, Silence]:
    rows = await tx.execute(_SILENCES, {"ids": ids})
    return {row.conversation: one for row in rows if (one := silence_of(row))}


async def _flags(tx: AsyncConnection, ids: list[str]) -> dict[str, Raised]:
    """With the name of whoever has it.

    A report about the peer is no part of it: that is between the visitor and moderators.
    """
    rows = await tx.execute(_FLAGS, {"ids": ids})
    return {row.conversation: (flag_of(row), row.name) for row in rows}


async def _referrals(
    tx: AsyncConnection, sealer: Sealer, talks: Sequence[Row[Any]]
) -> dict[str, Referral]:
    """The newest of each conversation."""
    keys = {row.id: key_of(row) for row in talks}
    rows = await tx.execute(_REFERRALS, {"ids": list(keys)})
    return {row.conversation: referral_of(row, sealer, keys[row.conversation]) for row in rows}
