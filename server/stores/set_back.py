"""A clock that was set back: what was written by it before must not count until then."""

from datetime import datetime
from typing import Final

from sqlalchemy import Select, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.set_back import AHEAD
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.tables.core import duties, visits

SEEN: Final[tuple[Table, ...]] = (visits, duties)  # in the order in which they are locked


async def none_seen_ahead(db: Database, fence: Fence, at: datetime) -> None:
    """Who gave a sign of life later than now was seen now: from here on they have their grace.

    Else who has gone counts as there until the clock has come to that time again.
    """
    async with db.read() as tx:
        found = [table for table in SEEN if await tx.scalar(_ahead(table, at).limit(1))]
    if not found:
        return
    async with db.write() as tx:
        await fence.check(tx)
        for table in found:
            await seen_now(db, tx, table, at)


async def seen_now(db: Database, tx: AsyncConnection, table: Table, at: datetime) -> None:
    """All of this table, inside somebody's transaction."""
    ordered = _ahead(table, at).order_by(*table.primary_key)
    if (await tx.execute(db.lock(ordered))).first() is not None:
        late = table.c.seen_at > at + AHEAD
        await tx.execute(update(table).where(late).values(seen_at=at))


def _ahead(table: Table, at: datetime) -> Select[tuple[str]]:
    return select(next(iter(table.primary_key))).where(table.c.seen_at > at + AHEAD)
