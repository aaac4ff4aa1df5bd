"""Case notes, inside somebody's transaction: sealed with the conversation, forgotten with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.stores.keys.sealing import Sealer
from server.stores.rows.conversations import key_of
from server.stores.tables.watch import case_notes

Written = tuple[str, str, str]  # its id, who wrote it, the words


async def add(
    tx: AsyncConnection, sealer: Sealer, talk: Row[Any], written: Written, at: datetime
) -> None:
    """`talk` is the locked row of the conversation, whose words are still there."""
    id_, by, text = written
    sealed = sealer.words(talk.id, key_of(talk), text, id_)
    note = {"id": id_, "conversation": talk.id, "by": by, "at": at, "sealed": sealed}
    await tx.execute(insert(case_notes).values(note))
