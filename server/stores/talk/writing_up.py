"""A conversation is written up by who was its peer."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Duty
from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.session import Role
from server.domain.wrapping_up import WrittenUp
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import duties, open_notes, outcomes
from server.stores.tables.core import wrap_ups


async def write_up(
    db: Database,
    sealer: Sealer,
    tx: AsyncConnection,
    what: tuple[StaffId, str, WrittenUp],
    at: datetime,
) -> Duty:
    """`what`: by which peer, on which conversation. Returns the duty, locked, as it was.

    Where the visitor had everything deleted meanwhile there is nothing to write on.
    """
    peer, conversation, written = what
    row = (await talks.locked(db, tx, [conversation])).get(conversation)
    open_ = (wrap_ups.c.peer == peer) & wrap_ups.c.written_at.is_(None)
    mine = set(await tx.scalars(select(wrap_ups.c.conversation).where(open_)))
    duty = await duties.find(db, tx, peer, Role.PEER)
    if duty is None or not (conversation in mine or len(mine) < duty.load.wrapping):
        raise StepNotAllowed("nothing to wrap up")
    if row is not None and conversation in mine:  # whose it never was writes nothing on it
        here = open_ & (wrap_ups.c.conversation == conversation)
        await tx.execute(update(wrap_ups).where(here).values(_values(sealer, row, written, at)))
        await outcomes.note(db, tx, (conversation, peer), written, at)
        if written.outcome:  # the form that was left keeps what was noted for who goes on
            await open_notes.take_away(tx, conversation, peer)
    return duty


def _values(sealer: Sealer, row: Row[Any], written: WrittenUp, at: datetime) -> dict[str, Any]:
    sealed = None
    if written.note and row.wrapped_key != DESTROYED:
        sealed = sealer.words(row.id, talks.key_of(row), written.note, outcomes.NOTE)
    return {
        "written_at": at,
        "topics": written.topics,
        "debrief": written.debrief,
        "sealed": sealed,
    }
