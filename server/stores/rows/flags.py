"""Flags, inside somebody's transaction. A conversation has one unresolved flag at most."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.escalation import Raising
from server.domain.flag import FLAG, PAGER_FROM, UNCLAIMED, Flag, FlagState, FlagStep, Outcome
from server.domain.ids import ConversationId, FlagId, StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import duties, flag_words
from server.stores.set_back import AHEAD
from server.stores.tables.core import conversations, flags
from server.stores.tables.core import duties as duty_table


async def raise_or_add(
    tx: AsyncConnection,
    sealer: Sealer,
    key: SealedKey,
    flag: Flag,
    said: tuple[str, int] | None = None,
) -> FlagId:
    """Raise a flag, or add to the conversation's open one: one incident for one person.

    `said` is where its message stands: what came before it is quoted as well.
    """
    if said:
        flag = replace(flag, before=await flag_words.said_before(tx, sealer, flag, *said))
    same = (flags.c.conversation == flag.conversation) & (flags.c.reported == (flag.reported or ""))
    unresolved = same & (flags.c.state != FlagState.RESOLVED)
    row = (await tx.execute(select(flags).where(unresolved))).one_or_none()
    if row is None:
        await tx.execute(insert(flags).values(_row(flag, sealer, key)))
        return flag.id
    await tx.execute(
        update(flags).where(flags.c.id == row.id).values(_added(row, flag, sealer, key))
    )
    return FlagId(row.id)


def raised(
    id: FlagId,
    raising: Raising,
    *,
    conversation: ConversationId,
    seq: int,
    by: str,
    at: datetime,
    reported: StaffId | None = None,
    alerting: StaffId | None = None,
) -> Flag:
    return Flag(
        id=id,
        conversation=conversation,
        state=FlagState.RAISED,
        level=raising.level,
        seq=seq,
        concerns=raising.concerns,
        reasons=raising.reasons,
        words=raising.words,
        raised_by=by,
        raised_at=at,
        due_at=raising.due_at,
        complete=raising.complete,
        causes=raising.causes,
        reported=reported,
        alerting=alerting,
    )


def _row(flag: Flag, sealer: Sealer, key: SealedKey) -> dict[str, Any]:
    return {
        "id": flag.id,
        "conversation": flag.conversation,
        "state": flag.state,
        "level": flag.level,
        "seq": flag.seq,
        "concerns": flag.concerns,
        "reasons": flag.reasons,
        **flag_words.sealed(flag, sealer, key, flag.id),
        "raised_by": flag.raised_by,
        "raised_at": flag.raised_at,
        "due_at": flag.due_at,
        "lapses": 0,
        "alerting": flag.alerting,
        "complete": flag.complete,
        "reported": flag.reported or "",
    }


def _added(row: Row[Any], flag: Flag, sealer: Sealer, key: SealedKey) -> dict[str, Any]:
    """The open flag with one more reason. Its clock may only get shorter."""
    changed: dict[str, Any] = {
        "concerns": tuple(dict.fromkeys((*flag.concerns, *row.concerns))),
        "reasons": tuple(dict.fromkeys((*flag.reasons, *row.reasons))),
        "complete": row.complete and flag.complete,
    }
    if flag.level >= row.level:
        changed["level"] = flag.level
    if flag.level >= row.level and flag.words:  # without words of its own it keeps those there are
        changed |= {"seq": flag.seq, **flag_words.sealed(flag, sealer, key, row.id)}
    if row.lapses < PAGER_FROM and row.due_at and flag.due_at:
        changed["due_at"] = min(row.due_at, flag.due_at)
    if row.state in UNCLAIMED and row.alerting is None:
        changed["alerting"] = flag.alerting
    return changed


async def talk_of(tx: AsyncConnection, id: str) -> str:
    """The conversation that it is about, also where it was raised in its backstage."""
    wanted = (
        select(func.coalesce(conversations.c.about, conversations.c.id))
        .join(flags, flags.c.conversation == conversations.c.id)
        .where(flags.c.id == id)
    )
    found: str | None = await tx.scalar(wanted)
    if found is None:
        raise Refusal(Code.NOT_FOUND)
    return found


async def locked(db: Database, tx: AsyncConnection, id: str) -> Flag:
    """The flag, locked, without its words."""
    row = (await tx.execute(db.lock(select(flags).where(flags.c.id == id)))).one_or_none()
    if row is None:
        raise Refusal(Code.NOT_FOUND)
    return flag_of(row)


def late(at: datetime, gone_since: datetime) -> ColumnElement[bool]:
    """Unclaimed beyond its time, or claimed by somebody who is not on duty any more."""
    here = duties.at_work(Role.MODERATOR, gone_since).with_only_columns(duty_table.c.staff)
    # Where its time is that of a clock which was set back since, nobody waits for it.
    ahead = (flags.c.raised_at > at + AHEAD) & (flags.c.due_at >= flags.c.raised_at)
    unclaimed = flags.c.state.in_(tuple(UNCLAIMED)) & ((flags.c.due_at <= at) | ahead)
    left = (flags.c.state == FlagState.CLAIMED) & flags.c.claimed_by.not_in(here.order_by(None))
    return unclaimed | left


async def looks_into_report(tx: AsyncConnection, conversation: str, moderator: str) -> bool:
    """Has this moderator claimed a report about who answered here?"""
    theirs = (flags.c.claimed_by == moderator) & (flags.c.state == FlagState.CLAIMED)
    report = (flags.c.conversation == conversation) & (flags.c.reported != "")
    return await tx.scalar(select(flags.c.id).where(report, theirs).limit(1)) is not None


async def claim_for(tx: AsyncConnection, conversation: str, moderator: str, at: datetime) -> None:
    """What nobody has claimed about this conversation, which is locked, is this moderator's."""
    here = (flags.c.conversation == conversation) & (flags.c.reported == "")
    for row in (await tx.execute(select(flags).where(here, flags.c.state.in_(UNCLAIMED)))).all():
        mine = {"claimed_by": moderator, "claimed_at": at, "due_at": None, "alerting": None}
        await step(tx, flag_of(row), FlagStep.CLAIM, mine)


async def step(
    tx: AsyncConnection, flag: Flag, step: FlagStep, more: Mapping[str, Any]
) -> FlagState:
    state = FLAG.after(flag.state, step)
    await tx.execute(update(flags).where(flags.c.id == flag.id).values(state=state, **more))
    return state


def flag_of(row: Row[Any]) -> Flag:
    """Without its words."""
    return Flag(
        id=FlagId(row.id),
        conversation=ConversationId(row.conversation),
        state=FlagState(row.state),
        level=Level(row.level),
        seq=row.seq,
        concerns=row.concerns,
        reasons=row.reasons,
        words="",
        raised_by=row.raised_by,
        raised_at=row.raised_at,
        due_at=row.due_at,
        lapses=row.lapses,
        alerting=row.alerting and StaffId(row.alerting),
        claimed_by=row.claimed_by and StaffId(row.claimed_by),
        claimed_at=row.claimed_at,
        resolved_at=row.resolved_at,
        outcome=row.outcome and Outcome(row.outcome),
        complete=row.complete,
        reported=StaffId(row.reported) if row.reported else None,
    )
