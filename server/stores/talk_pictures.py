"""Conversations with all around them: visit, members, who is there, flag, referral."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import Flag, FlagState
from server.domain.ids import PersonId
from server.domain.pictures import TalkPicture
from server.domain.referral import Referral
from server.stores.rows.conversations import conversation_of, key_of, present_members
from server.stores.rows.flags import flag_of
from server.stores.rows.referrals import referral_of
from server.stores.rows.visits import visit_of
from server.stores.sealing import Sealer
from server.stores.tables import conversations, duties, flags, referrals, visits


async def read(
    tx: AsyncConnection, sealer: Sealer, which: ColumnElement[bool], seen_since: datetime
) -> list[TalkPicture]:
    """All conversations for which `which` (over visits and conversations) holds, oldest first."""
    joined = select(conversations).join(visits, visits.c.conversation == conversations.c.id)
    rows = (await tx.execute(joined.where(which).order_by(conversations.c.opened_at))).all()
    ids = [row.id for row in rows]
    if not ids:
        return []
    people = await present_members(tx, ids)
    wanted = select(visits).where(visits.c.conversation.in_(ids))
    by_talk = {row.conversation: row for row in await tx.execute(wanted)}
    there = await _there(tx, seen_since)
    backstage = await _backstage_seqs(tx, ids)
    raised, referred = await _flags(tx, ids), await _referrals(tx, sealer, rows)
    return [
        TalkPicture(
            talk=conversation_of(row, people.get(row.id, ())),
            visit=visit_of(by_talk[row.id]),
            present=_present(by_talk[row.id], there, seen_since),
            backstage_seq=backstage.get(row.backstage, 0),
            flag=raised.get(row.id),
            referral=referred.get(row.id),
        )
        for row in rows
    ]


def _present(
    visit: Row[Any], staff: frozenset[PersonId], seen_since: datetime
) -> frozenset[PersonId]:
    return staff | {PersonId(visit.id)} if visit.seen_at >= seen_since else staff


async def _there(tx: AsyncConnection, seen_since: datetime) -> frozenset[PersonId]:
    wanted = select(duties.c.staff).where(duties.c.seen_at >= seen_since)
    return frozenset(PersonId(row.staff) for row in await tx.execute(wanted))


async def _backstage_seqs(tx: AsyncConnection, ids: list[str]) -> dict[str, int]:
    wanted = select(conversations.c.id, conversations.c.last_seq)
    rows = await tx.execute(wanted.where(conversations.c.about.in_(ids)))
    return {row.id: row.last_seq for row in rows}


async def _flags(tx: AsyncConnection, ids: list[str]) -> dict[str, Flag]:
    wanted = select(flags).where(flags.c.conversation.in_(ids), flags.c.state != FlagState.RESOLVED)
    return {row.conversation: flag_of(row, "") for row in await tx.execute(wanted)}


async def _referrals(
    tx: AsyncConnection, sealer: Sealer, talks: Sequence[Row[Any]]
) -> dict[str, Referral]:
    """The newest of each conversation."""
    keys = {row.id: key_of(row) for row in talks}
    wanted = select(referrals).where(referrals.c.conversation.in_(list(keys)))
    rows = await tx.execute(wanted.order_by(referrals.c.offered_at))
    return {row.conversation: referral_of(row, sealer, keys[row.conversation]) for row in rows}
