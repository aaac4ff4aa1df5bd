"""Flags, inside somebody's transaction. A conversation has one unresolved flag at most."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.escalation import Raising
from server.domain.flag import FLAG, Flag, FlagKind, FlagState, FlagStep, Outcome, TakenBecause
from server.domain.ids import ConversationId, FlagId, StaffId
from server.domain.refusal import Code, Refusal
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import flag_rows, flag_words
from server.stores.rows.flag_added import added
from server.stores.tables.core import conversations, flags


async def raise_or_add(
    tx: AsyncConnection,
    sealer: Sealer,
    key: SealedKey,
    flag: Flag,
    said: tuple[str, int] | None = None,
    *,
    hand: str = "",
) -> FlagId:
    """Raise a flag, or add to the conversation's open one: one incident for one person.

    `said` is where its message stands: what came before it is quoted as well. `hand` is who raises
    it by hand: where it is theirs, they know of it and are not called.
    The conversation is locked, and with it whatever flag it has.
    """
    if said:
        before = await flag_words.said_before(tx, sealer, flag, *said)
        flag = replace(flag, before=before, quotes=said == (flag.conversation, flag.seq))
    here = (flags.c.conversation == flag.conversation) & (flags.c.kind == flag.kind)
    same = here & (flags.c.reported == (flag.barred or ""))
    unresolved = same & (flags.c.state != FlagState.RESOLVED)
    row = (await tx.execute(select(flags).where(unresolved))).one_or_none()
    if row is None:
        await tx.execute(insert(flags).values(flag_rows.row_of(flag, sealer, key)))
        return flag.id
    await tx.execute(
        update(flags)
        .where(flags.c.id == row.id)
        .values(added(flag_of(row), flag, sealer, key, hand))
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
    asked_by: StaffId | None = None,
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
        clock_from=at,
        complete=raising.complete,
        causes=raising.causes,
        reported=reported,
        asked_by=asked_by,
        alerting=alerting,
    )


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


async def step(
    tx: AsyncConnection, flag: Flag, step: FlagStep, more: Mapping[str, Any]
) -> FlagState:
    state = FLAG.after(flag.state, step)
    await tx.execute(update(flags).where(flags.c.id == flag.id).values(state=state, **more))
    return state


def flag_of(row: Row[Any]) -> Flag:
    """Without its words."""
    barred = StaffId(row.reported) if row.reported else None
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
        clock_from=row.clock_from,
        again_from=row.again_from,
        taken_from=row.taken_from and StaffId(row.taken_from),
        taken_because=row.taken_because and TakenBecause(row.taken_because),
        resolved_at=row.resolved_at,
        outcome=row.outcome and Outcome(row.outcome),
        complete=row.complete,
        reported=barred if row.kind != FlagKind.SECOND else None,
        asked_by=barred if row.kind == FlagKind.SECOND else None,
        graver=row.graver,
        set_at=row.set_at,
    )
