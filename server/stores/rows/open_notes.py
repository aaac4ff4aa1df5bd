"""What peers note down while they talk, inside somebody's transaction: sealed with the words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Row, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import PersonId, StaffId
from server.domain.wrapping_up import CarriedNote
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey, Unreadable
from server.stores.rows.conversations import key_of
from server.stores.tables.care import open_notes
from server.stores.tables.core import conversations
from server.stores.tables.house import staff

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_STANDING: Final = (
    select(open_notes, conversations.c.key_day, conversations.c.wrapped_key, staff.c.name)
    .join(conversations, conversations.c.id == open_notes.c.conversation)
    .outerjoin(staff, staff.c.id == open_notes.c.peer)
    .where(open_notes.c.conversation.in_(_IDS))
    .order_by(open_notes.c.at, open_notes.c.peer)
)


Note = tuple[str, str, datetime]  # whose, the words, when


async def keep(
    db: Database, tx: AsyncConnection, sealer: Sealer, talk: Row[Any], note: Note
) -> None:
    """`talk` is the locked row. It takes the place of what this peer wrote before."""
    peer, text, at = note
    row = {"at": at, "sealed": sealer.words(talk.id, key_of(talk), text, _about(peer))}
    new = db.insert(open_notes).values(conversation=talk.id, peer=peer, **row)
    await tx.execute(new.on_conflict_do_update(index_elements=open_notes.primary_key, set_=row))


async def take_away(tx: AsyncConnection, conversation: str, peer: str) -> None:
    """Harmless where there is none."""
    here = (open_notes.c.conversation == conversation) & (open_notes.c.peer == peer)
    await tx.execute(delete(open_notes).where(here))


async def of_talks(
    tx: AsyncConnection, sealer: Sealer, ids: Sequence[str]
) -> dict[str, list[tuple[StaffId, CarriedNote]]]:
    """By conversation, each with whose it is, the oldest first."""
    found: dict[str, list[tuple[StaffId, CarriedNote]]] = {}
    for row in await tx.execute(_STANDING, {"ids": list(ids)}):
        if text := _read(row, sealer):
            noted = (StaffId(PersonId(row.peer)), CarriedNote(row.name or "", text))
            found.setdefault(row.conversation, []).append(noted)
    return found


def _read(row: Row[Any], sealer: Sealer) -> str:
    """A destroyed key must not take a page down."""
    key = SealedKey(row.key_day, row.wrapped_key)
    try:
        return sealer.read_words(row.conversation, key, row.sealed, _about(row.peer))
    except (KeyGone, Unreadable):
        return ""


def _about(peer: str) -> str:
    return f"open note {peer}"
