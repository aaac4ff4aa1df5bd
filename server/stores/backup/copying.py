"""Rows from one database into another, whichever each is: out into a backup, and back."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, Row, Table, func, insert, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId
from server.domain.visit import LIVE
from server.stores.backup.kept import KEY, OWED, TABLES, without_words
from server.stores.backup.kept import Row as Kept
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.tables.core import visits

BATCH: Final = 1000
Change = Callable[[Table, Kept], dict[str, Any]]
Told = Callable[[int], None]
"""How many rows have come over since it was told last."""

_COUNTED_ON = """
SELECT setval(pg_get_serial_sequence('{0}', 'id'), max(id)) FROM {0} HAVING max(id) IS NOT NULL
"""


async def rows(db: Database) -> int:
    """How many there are to copy; none in a database that nobody has used."""
    async with db.read() as tx:
        return sum([await tx.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES])


async def copy_out(source: Database, target: Database, told: Told) -> None:
    """One moment of the source, while people go on talking in it."""
    async with source.read() as there, target.write() as here:
        await _copy(there, here, without_words, told)
    await target.scrub()


async def copy_in(
    source: Database, target: Database, sealer: Sealer, at: datetime, told: Told
) -> None:
    """All of it or nothing. Who waited may come back to their place, as if they had left now."""
    async with source.read() as there, target.write() as here:
        await _copy(there, here, _Keyed(sealer), told)
        await here.execute(update(visits).where(visits.c.state.in_(LIVE)).values(seen_at=at))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """New keys where there were some: conversations go on, and can be written about."""

    sealer: Sealer

    def __call__(self, table: Table, row: Kept) -> dict[str, Any]:
        if row.get(KEY) != OWED:
            return dict(row)
        key = self.sealer.new_key(ConversationId(row["id"]))
        return {**row, "key_day": key.day, KEY: key.wrapped}


async def _copy(there: AsyncConnection, here: AsyncConnection, change: Change, told: Told) -> None:
    for table in TABLES:
        async for batch in _batches(there, table):
            values = [change(table, row._asdict()) for row in batch]
            await here.execute(insert(table), values)
            told(len(values))
        await _counts_on(here, table)


async def _batches(tx: AsyncConnection, table: Table) -> AsyncIterator[list[Row[Any]]]:
    """In the order of its key: none is held longer than it takes to write it."""
    key = tuple(table.primary_key.columns)
    wanted = select(table).order_by(*key).limit(BATCH)
    batch = list(await tx.execute(wanted))
    while batch:
        yield batch
        last = tuple_(*(batch[-1]._asdict()[column.name] for column in key))
        batch = list(await tx.execute(wanted.where(tuple_(*key) > last)))


async def _counts_on(tx: AsyncConnection, table: Table) -> None:
    """PostgreSQL gives numbers from a sequence, which does not see those that came with a row."""
    numbered = "id" in table.c and isinstance(table.c.id.type, Integer)
    if numbered and tx.dialect.name == "postgresql":
        await tx.execute(text(_COUNTED_ON.format(table.name)))
