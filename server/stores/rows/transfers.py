"""Transfers, inside somebody's transaction."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId, StaffId, TransferId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.transfer import TRANSFER, Transfer, TransferState, TransferStep
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey, Unreadable
from server.stores.tables.house import transfers


class _Sealed(msgspec.Struct, frozen=True):
    reason: str
    note: str


async def add(tx: AsyncConnection, sealer: Sealer, key: SealedKey, transfer: Transfer) -> None:
    words = msgspec.json.encode(_Sealed(transfer.reason, transfer.note)).decode()
    await tx.execute(
        insert(transfers).values(
            id=transfer.id,
            conversation=transfer.conversation,
            asked_by=transfer.asked_by,
            name=transfer.name,
            whom=transfer.whom,
            role=transfer.role,
            state=transfer.state,
            asked_at=transfer.asked_at,
            expires_at=transfer.expires_at,
            sealed=sealer.words(transfer.conversation, key, words, transfer.id),
        )
    )


async def talk_of(tx: AsyncConnection, id: str, asked: Session) -> str:
    """The conversation that they are asked to take. Raises Refusal(NOT_FOUND)."""
    wanted = select(transfers.c.conversation).where(transfers.c.id == id)
    mine = (transfers.c.whom == asked.id) & (transfers.c.role == asked.role)
    found: str | None = await tx.scalar(wanted.where(mine))
    if found is None:
        raise Refusal(Code.NOT_FOUND)
    return found


async def one(db: Database, tx: AsyncConnection, id: str) -> Transfer:
    """Locked, without its words."""
    row = (await tx.execute(db.lock(select(transfers).where(transfers.c.id == id)))).one()
    return transfer_of(row)


async def open_of(db: Database, tx: AsyncConnection, conversation: str) -> Transfer | None:
    """The open one of this conversation, locked, without its words."""
    asked = transfers.c.state == TransferState.ASKED
    wanted = select(transfers).where(transfers.c.conversation == conversation, asked)
    row = (await tx.execute(db.lock(wanted))).one_or_none()
    return transfer_of(row) if row else None


async def step(tx: AsyncConnection, transfer: Transfer, step: TransferStep, at: datetime) -> None:
    state = TRANSFER.after(transfer.state, step)
    here = transfers.c.id == transfer.id
    await tx.execute(update(transfers).where(here).values(state=state, ended_at=at))


def transfer_of(row: Row[Any], sealer: Sealer | None = None) -> Transfer:
    """With its words where a sealer is given; `row` then has the conversation's key."""
    words = _read(row, sealer) if sealer else _Sealed("", "")
    return Transfer(
        id=TransferId(row.id),
        conversation=ConversationId(row.conversation),
        asked_by=StaffId(row.asked_by),
        name=row.name,
        whom=StaffId(row.whom),
        role=Role(row.role),
        state=TransferState(row.state),
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        reason=words.reason,
        note=words.note,
    )


def _read(row: Row[Any], sealer: Sealer) -> _Sealed:
    """A destroyed key must not take the desk down."""
    key = SealedKey(row.key_day, row.wrapped_key)
    try:
        words = sealer.read_words(row.conversation, key, row.sealed, row.id)
    except (KeyGone, Unreadable):
        return _Sealed("", "")
    return msgspec.json.decode(words, type=_Sealed)
