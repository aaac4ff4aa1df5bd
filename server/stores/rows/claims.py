"""Who has a flag: claimed, answered, left behind, inside somebody's transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import (
    BEFORE_PAGER,
    OWNED,
    UNANSWERED,
    UNRESOLVED,
    Flag,
    FlagStep,
    FlagTimes,
)
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.set_back import AHEAD
from server.stores.keys.sealing import Sealer
from server.stores.rows import duties
from server.stores.rows.conversations import key_of
from server.stores.rows.flag_rows import A_REPORT
from server.stores.rows.flags import flag_of, raise_or_add, step
from server.stores.tables.core import duties as duty_table
from server.stores.tables.core import flags


def late(at: datetime, gone_since: datetime) -> ColumnElement[bool]:
    """Unanswered beyond its time, or claimed by somebody who is not on duty any more."""
    here = duties.at_work(Role.MODERATOR, gone_since).with_only_columns(duty_table.c.staff)
    # Where its time is that of a clock which was set back since, nobody waits for it.
    since = func.coalesce(flags.c.set_at, flags.c.clock_from, flags.c.raised_at)
    ahead = since > at + AHEAD
    unanswered = flags.c.state.in_(UNANSWERED) & ((flags.c.due_at <= at) | ahead)
    left = flags.c.state.in_(OWNED) & flags.c.claimed_by.not_in(here.order_by(None))
    return unanswered | left


async def is_raised(tx: AsyncConnection, conversation: str) -> bool:
    """Has it a flag that is not resolved? A report about its peer is another matter."""
    here = (flags.c.conversation == conversation) & (flags.c.reported == "")
    wanted = select(flags.c.id).where(here, flags.c.state.in_(UNRESOLVED))
    return await tx.scalar(wanted) is not None


async def looks_into_report(tx: AsyncConnection, conversation: str, moderator: str) -> bool:
    """Has this moderator claimed a report about who answered here?"""
    theirs = (flags.c.claimed_by == moderator) & flags.c.state.in_(UNRESOLVED)
    report = (flags.c.conversation == conversation) & A_REPORT
    return await tx.scalar(select(flags.c.id).where(report, theirs).limit(1)) is not None


async def claim_for(
    tx: AsyncConnection, conversation: str, moderator: PersonId, at: datetime, times: FlagTimes
) -> None:
    """What waits for somebody about this conversation, which is locked, is this moderator's."""
    here = (flags.c.conversation == conversation) & (flags.c.reported == "")
    found = await tx.execute(select(flags).where(here, flags.c.state.in_(UNANSWERED)))
    for flag in (flag_of(row) for row in found.all()):
        if not flag.is_anothers(moderator):
            await step(tx, flag, FlagStep.CLAIM, owned(flag, moderator, at, times))


def owned(flag: Flag, moderator: PersonId, at: datetime, times: FlagTimes) -> dict[str, Any]:
    """They have it, and have seen what it says now. It counts as claimed since it last was free."""
    mine: dict[str, Any] = {"due_at": None, "alerting": None, "again_from": None, "set_at": at}
    if again := times.again.get(flag.level):
        mine["again_from"] = at + again
    if flag.claimed_by == moderator:
        return mine
    since = {"claimed_by": moderator, "claimed_at": flag.claimed_at or at}
    return {**mine, **since, "taken_from": flag.claimed_by, "taken_because": None}


def freed(flag: Flag, at: datetime, times: FlagTimes, next_one: StaffId | None) -> dict[str, Any]:
    """Nobody has it, and `next_one` is called. A clock that runs already goes on; where nobody is
    there to be called the pager is next, at the levels that say so.
    """
    free: dict[str, Any] = {"claimed_by": None, "claimed_at": None, "again_from": None}
    free["alerting"] = next_one
    if next_one is None and (flag.level in times.at_once or flag.is_asked_for):
        now = {"due_at": at, "lapses": max(flag.lapses, BEFORE_PAGER), "set_at": at}
        return free | now | ({} if flag.due_at else {"clock_from": at})
    if flag.due_at is None:
        due_at = at + times.within[flag.level]
        free |= {"clock_from": at, "due_at": due_at, "lapses": 0, "set_at": at}
    return free


def require_owner(flag: Flag, moderator: Session) -> None:
    if flag.claimed_by != moderator.id:
        raise StepNotAllowed("not claimed by you")


def require_seen(flag: Flag, seen: int | None) -> None:
    """What came at the same moment is not answered: it goes on calling. None: not told."""
    if seen is not None and seen < flag.graver:
        raise Refusal(Code.GRAVER)


async def raise_by_hand(
    tx: AsyncConnection, sealer: Sealer, row: Row[Any], flag: Flag, *, by: Session, times: FlagTimes
) -> None:
    """Theirs from the start. What is open already keeps its words, and calls whoever else has it.

    `row` is the conversation's, locked.
    """
    if await is_raised(tx, row.id):
        flag = replace(flag, words="")
    if await raise_or_add(tx, sealer, key_of(row), flag, hand=by.id) == flag.id:
        mine = owned(flag, PersonId(by.id), flag.raised_at, times)
        await step(tx, flag, FlagStep.CLAIM, mine)
