"""The lines of safety plans, inside somebody's transaction. What was written before stays below."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId
from server.domain.safety_plan import PlanLine, PlanStep
from server.domain.session import Role
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey, Unreadable
from server.stores.tables.care import plan_lines
from server.stores.tables.core import conversations

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_NEWEST = (
    select(plan_lines.c.conversation, func.max(plan_lines.c.seq))
    .where(plan_lines.c.conversation.in_(_IDS))
    .group_by(plan_lines.c.conversation, plan_lines.c.step)
)
_STANDING = (
    select(plan_lines, conversations.c.key_day, conversations.c.wrapped_key)
    .join(conversations, conversations.c.id == plan_lines.c.conversation)
    .where(tuple_(plan_lines.c.conversation, plan_lines.c.seq).in_(_NEWEST))
    .order_by(plan_lines.c.seq)
)


async def add(
    tx: AsyncConnection, sealer: Sealer, key: SealedKey, line: PlanLine, writer: str
) -> None:
    await tx.execute(
        insert(plan_lines).values(
            conversation=line.conversation,
            seq=line.seq,
            ref=line.ref,
            writer=writer,
            role=line.role,
            name=line.name,
            step=line.step,
            at=line.at,
            sealed=sealer.words(line.conversation, key, line.text, _about(line.seq)),
        )
    )


async def written(tx: AsyncConnection, conversation: str, writer: str, ref: str) -> int | None:
    """The number of what this writer wrote under this `ref`; None where that is new."""
    theirs = (plan_lines.c.writer == writer) & (plan_lines.c.ref == ref)
    wanted = select(plan_lines.c.seq).where(plan_lines.c.conversation == conversation, theirs)
    found: int | None = await tx.scalar(wanted)
    return found


async def next_seq(tx: AsyncConnection, conversation: str) -> int:
    """The conversation is locked."""
    last = select(func.max(plan_lines.c.seq)).where(plan_lines.c.conversation == conversation)
    return int(await tx.scalar(last) or 0) + 1


async def of_talks(
    tx: AsyncConnection, sealer: Sealer, ids: Sequence[str]
) -> dict[str, tuple[PlanLine, ...]]:
    """What stands at each step that was written at, of each conversation."""
    found: dict[str, tuple[PlanLine, ...]] = defaultdict(tuple)
    for row in await tx.execute(_STANDING, {"ids": list(ids)}):
        found[row.conversation] += (_line_of(row, sealer),)
    return found


def _line_of(row: Row[Any], sealer: Sealer) -> PlanLine:
    return PlanLine(
        conversation=ConversationId(row.conversation),
        seq=row.seq,
        ref=row.ref,
        step=PlanStep(row.step),
        text=_read(row, sealer),
        role=Role(row.role),
        name=row.name,
        at=row.at,
    )


def _read(row: Row[Any], sealer: Sealer) -> str:
    """A destroyed key must not take a page down."""
    key = SealedKey(row.key_day, row.wrapped_key)
    try:
        return sealer.read_words(row.conversation, key, row.sealed, _about(row.seq))
    except (KeyGone, Unreadable):
        return ""


def _about(seq: int) -> str:
    return f"plan {seq}"
