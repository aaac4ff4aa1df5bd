"""Coachings inside somebody's transaction: whom one is for, and how they are forgotten."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.coaching import KEPT
from server.domain.ids import PersonId, StaffId
from server.domain.session import Role
from server.stores.keys.alone import keys_of
from server.stores.keys.vault import SealedKey
from server.stores.tables.coaching import coaching_answers, coachings
from server.stores.tables.core import messages

_SAID: Final = func.count().label("said")


async def who_answered(tx: AsyncConnection, conversation: str) -> StaffId | None:
    """The peer who said most in it."""
    said = (messages.c.conversation == conversation) & (messages.c.role == Role.PEER)
    wanted = select(messages.c.speaker, _SAID).where(said, messages.c.notice.is_(None))
    most = wanted.group_by(messages.c.speaker).order_by(_SAID.desc(), messages.c.speaker).limit(1)
    row = (await tx.execute(most)).one_or_none()
    return StaffId(PersonId(row.speaker)) if row else None


async def take_back(tx: AsyncConnection, ids: Collection[str]) -> list[SealedKey]:
    """The visitor has everything deleted: this too. The keys are for the caller to destroy."""
    return await _delete(tx, coachings.c.conversation.in_(ids))


async def forget(tx: AsyncConnection, ids: Collection[str], at: datetime) -> list[SealedKey]:
    """About which conversation it was goes with these; the rest when its time is over."""
    parted = update(coachings).where(coachings.c.conversation.in_(ids))
    await tx.execute(parted.values(conversation=None))
    return await _delete(tx, coachings.c.at <= at - KEPT)


async def days(tx: AsyncConnection) -> set[str]:
    """Whose keys are still needed."""
    return set(await tx.scalars(select(coachings.c.key_day).distinct()))


async def _delete(tx: AsyncConnection, which: ColumnElement[bool]) -> list[SealedKey]:
    keys = await keys_of(tx, coachings, which)
    these = select(coachings.c.id).where(which)
    await tx.execute(delete(coaching_answers).where(coaching_answers.c.coaching.in_(these)))
    await tx.execute(delete(coachings).where(which))
    return keys
