"""Blocks, inside somebody's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.block import NEVER_FROM, Block, BlockReason, BlockState
from server.domain.ids import ConversationId, PersonId, StaffId, VisitId
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows.conversations import key_of
from server.stores.tables.core import conversations, visits
from server.stores.tables.watch import blocks

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ALL = (
    select(
        blocks,
        conversations.c.key_day,
        conversations.c.wrapped_key,
        conversations.c.level,
        visits.c.pseudonym,
        visits.c.id.label("visit"),
    )
    .join(conversations, conversations.c.id == blocks.c.conversation)
    .join(visits, visits.c.conversation == blocks.c.conversation)
    .order_by(blocks.c.at.desc(), blocks.c.id)
)
_OF_VISITS = _ALL.where(visits.c.id.in_(_IDS))
_RECENT = _ALL.where(
    or_(blocks.c.until > bindparam("now"), blocks.c.answered_at > bindparam("since"))
)
_APPEALS = (
    select(func.count())
    .select_from(blocks.join(conversations, conversations.c.id == blocks.c.conversation))
    .where(
        blocks.c.state == BlockState.APPEALED,
        blocks.c.until > bindparam("now"),
        conversations.c.level < NEVER_FROM,
    )
)


async def of_visits(
    tx: AsyncConnection, sealer: Sealer, ids: Iterable[str]
) -> dict[VisitId, Block]:
    found = (await tx.execute(_OF_VISITS, {"ids": list(ids)})).all()
    return {VisitId(row.visit): block_of(row, sealer) for row in reversed(found)}


async def of_talk(tx: AsyncConnection, sealer: Sealer, talk: str) -> Block | None:
    """The newest; its conversation is locked."""
    return await _first(tx, sealer, blocks.c.conversation == talk)


async def one(tx: AsyncConnection, sealer: Sealer, id: str) -> Block | None:
    return await _first(tx, sealer, blocks.c.id == id)


async def recent(
    tx: AsyncConnection, sealer: Sealer, now: datetime, since: datetime
) -> list[Block]:
    """Those that last, and those that were answered since then; the newest first."""
    rows = await tx.execute(_RECENT, {"now": now, "since": since})
    return [block_of(row, sealer) for row in rows]


async def appeals(tx: AsyncConnection, now: datetime) -> int:
    """How many wait for an answer."""
    return await tx.scalar(_APPEALS, {"now": now}) or 0


async def _first(tx: AsyncConnection, sealer: Sealer, here: ColumnElement[bool]) -> Block | None:
    row = (await tx.execute(_ALL.where(here).limit(1))).one_or_none()
    return block_of(row, sealer) if row else None


def block_of(row: Row[Any], sealer: Sealer) -> Block:
    def words(sealed: bytes | None, about: str) -> str:
        if not sealed or row.wrapped_key == DESTROYED:
            return ""
        return sealer.read_words(row.conversation, key_of(row), sealed, f"{row.id} {about}")

    return Block(
        id=row.id,
        conversation=ConversationId(row.conversation),
        pseudonym=row.pseudonym,
        level=Level(row.level),
        by=StaffId(PersonId(row.by)),
        reason=BlockReason(row.reason),
        words=words(row.sealed, "words"),
        at=row.at,
        until=row.until,
        state=BlockState(row.state),
        appeal=words(row.appeal, "appeal"),
        appealed_at=row.appealed_at,
        answered_by=row.answered_by and StaffId(PersonId(row.answered_by)),
        answer=words(row.answer, "answer"),
    )
