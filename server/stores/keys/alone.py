"""What belongs to no conversation: sealed under a key of its own, which stands in the same row."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import SealedKey, Unreadable


def sealed_alone(sealer: Sealer, id: str, words: str, about: str) -> dict[str, Any]:
    """The row's columns. Its key is made and bound to the row as a conversation's is to it."""
    key = sealer.new_key(ConversationId(id))
    sealed = sealer.words(id, key, words, about)
    return {"key_day": key.day, "wrapped_key": key.wrapped, "sealed": sealed}


def read_alone(sealer: Sealer, row: Row[Any], about: str, column: str = "sealed") -> str | None:
    """None where it was destroyed, its day's key is gone, or this is not what was sealed there."""
    sealed = getattr(row, column)
    if not sealed:
        return None
    try:
        return sealer.read_words(row.id, key_of(row), sealed, about)
    except (KeyGone, Unreadable):
        return None


def key_of(row: Row[Any]) -> SealedKey:
    return SealedKey(row.key_day, row.wrapped_key)


async def keys_of(tx: AsyncConnection, table: Table, which: ColumnElement[bool]) -> list[SealedKey]:
    """Those that are still there, of rows whose words are about to go."""
    wanted = select(table.c.key_day, table.c.wrapped_key)
    found = await tx.execute(wanted.where(which, table.c.wrapped_key != DESTROYED))
    return [key_of(row) for row in found]
