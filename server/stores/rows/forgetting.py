"""What forgetting takes: the keys and words of all, and the rows that nobody must still look at."""

from typing import Final

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import FlagState
from server.stores.keys.sealing import DESTROYED
from server.stores.referrals import later_answers
from server.stores.rooms import forgetting as room_forgetting
from server.stores.rows import counted, legal_holds, preferences
from server.stores.tables.care import assessments, open_notes, plan_lines
from server.stores.tables.core import (
    conversations,
    flags,
    members,
    messages,
    offers,
    visits,
    wrap_ups,
)
from server.stores.tables.house import (
    owed_pages,
    pages,
    risk_changes,
    transfers,
    vetoes,
)
from server.stores.tables.mentoring import mentored_words, shadows
from server.stores.tables.referrals import referrals
from server.stores.tables.samples import labels, samples
from server.stores.tables.second_looks import second_looks
from server.stores.tables.silences import outcomes, silences
from server.stores.tables.unsaid import unsaid
from server.stores.tables.watch import blocks, case_notes, glasses, sign_offs

_UNIT = func.coalesce(conversations.c.about, conversations.c.id)  # a backstage goes with its own
_FLAGGED = (
    select(_UNIT)
    .join(flags, flags.c.conversation == conversations.c.id)
    .where(flags.c.state != FlagState.RESOLVED)
)

KEPT_BARE: Final = or_(_UNIT.in_(_FLAGGED), _UNIT.in_(later_answers.AWAITED))
"""Whoever may be in danger is still looked for, or may still tell it by a code."""


async def forget(tx: AsyncConnection, ids: list[str]) -> None:
    """The keys and words of all; the rows of those that nobody must still look at."""
    await _destroy_words(tx, ids)
    unit = select(conversations.c.id).where(conversations.c.id.in_(ids), ~KEPT_BARE)
    await _delete(tx, list(await tx.scalars(unit)))


_WORDED = (
    *(messages, referrals, transfers, wrap_ups, outcomes),
    *(assessments, plan_lines, case_notes, open_notes, mentored_words, labels),
)


_WORDLESS: Final = {"sealed": None, "answer": None, "lifted_because": None}
_LEAVES: Final = (
    *(flags, risk_changes, members, shadows, silences, glasses, blocks),
    *(sign_offs, second_looks, unsaid, visits),
)


async def _destroy_words(tx: AsyncConnection, ids: list[str]) -> None:
    def here(table: Table) -> ColumnElement[bool]:
        return table.c.conversation.in_(ids)

    gone = {"wrapped_key": DESTROYED, "forget_at": conversations.c.closed_at}
    await tx.execute(update(conversations).where(conversations.c.id.in_(ids)).values(gone))
    await room_forgetting.destroy_words(tx, ids)
    await counted.of_words(tx, ids)
    for table in _WORDED:
        await tx.execute(delete(table).where(here(table)))
    await tx.execute(update(sign_offs).where(here(sign_offs)).values(sealed=None))
    for table in (risk_changes, glasses):
        await tx.execute(update(table).where(here(table)).values(reason=None))
    wordless = update(second_looks).where(here(second_looks)).values(_WORDLESS)
    await tx.execute(wordless)
    await tx.execute(legal_holds.ended(ids))
    quoted = {"sealed": DESTROYED, "context": None, "resolution": None}
    await tx.execute(update(flags).where(here(flags)).values(quoted))
    bare = dict.fromkeys(("sealed", "appeal", "answer"))
    await tx.execute(update(blocks).where(here(blocks)).values(bare))
    await preferences.forget(tx, ids)
    said = ("feedback", "helped", "distress_after", "topic", "distress", "region")
    await tx.execute(update(visits).where(here(visits)).values(dict.fromkeys(said)))


async def _delete(tx: AsyncConnection, ids: list[str]) -> None:
    """All rows of these conversations, the leaves first."""
    raised = select(flags.c.id).where(flags.c.conversation.in_(ids))
    theirs = select(visits.c.id).where(visits.c.conversation.in_(ids))
    for table in (pages, owed_pages):
        await tx.execute(delete(table).where(table.c.flag.in_(raised)))
    await room_forgetting.delete_rows(tx, ids)
    for table in (offers, vetoes):
        await tx.execute(delete(table).where(table.c.visit.in_(theirs)))
    bare = update(samples).where(samples.c.conversation.in_(ids)).values(conversation=None)
    await tx.execute(bare)  # the label is a number: it stays
    await later_answers.part(tx, ids)
    await counted.of_flags(tx, ids)
    for table in _LEAVES:
        await tx.execute(delete(table).where(table.c.conversation.in_(ids)))
    await tx.execute(delete(conversations).where(conversations.c.id.in_(ids)))
