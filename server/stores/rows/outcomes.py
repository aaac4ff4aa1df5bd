"""How peers say that conversations went, and the notes that travel."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.wrapping_up import CarriedNote, WrittenUp
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Unreadable
from server.stores.rows.conversations import key_of
from server.stores.tables.core import conversations, wrap_ups
from server.stores.tables.house import staff
from server.stores.tables.silences import outcomes

NOTE: Final = "wrap-up"  # what a note is sealed for
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CARRIED = (
    select(conversations, wrap_ups.c.peer, wrap_ups.c.sealed, staff.c.name)
    .join(outcomes, outcomes.c.conversation == conversations.c.id)
    .join(
        wrap_ups,
        (wrap_ups.c.conversation == outcomes.c.conversation) & (wrap_ups.c.peer == outcomes.c.peer),
    )
    .outerjoin(staff, staff.c.id == wrap_ups.c.peer)
    .where(conversations.c.id.in_(_IDS), outcomes.c.travels, wrap_ups.c.sealed.is_not(None))
    .order_by(wrap_ups.c.written_at)
)


async def note(
    db: Database, tx: AsyncConnection, whose: tuple[str, StaffId], written: WrittenUp, at: datetime
) -> None:
    """`whose`: the conversation and its peer. Who was here before and came back says it anew."""
    conversation, peer = whose
    said = written.outcome
    values = {
        "at": at,
        "went": said.went if said else None,
        "level": said.level if said else None,
        "topics": written.topics,
        "follow_ups": said.follow_ups if said else (),
        "travels": bool(said and said.travels),
    }
    new = db.insert(outcomes).values(conversation=conversation, peer=peer, **values)
    await tx.execute(new.on_conflict_do_update(index_elements=outcomes.primary_key, set_=values))


async def carried(
    tx: AsyncConnection, sealer: Sealer, ids: Sequence[str]
) -> dict[str, list[tuple[StaffId, CarriedNote]]]:
    """What was left for who goes on, by conversation, each with whose it is."""
    found: dict[str, list[tuple[StaffId, CarriedNote]]] = {}
    for row in await tx.execute(_CARRIED, {"ids": list(ids)}):
        if text := _read(row, sealer):
            left = (StaffId(row.peer), CarriedNote(row.name or "", text))
            found.setdefault(row.id, []).append(left)
    return found


def _read(row: Row[Any], sealer: Sealer) -> str:
    """A destroyed key must not take the desk down."""
    try:
        return sealer.read_words(row.id, key_of(row), row.sealed, NOTE)
    except (KeyGone, Unreadable):
        return ""
