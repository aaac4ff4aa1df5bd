"""One way into SQL: each use of `write` or `read` is one transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

import aiosqlite
from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.stores import postgres as postgres_server
from server.stores import sqlite as sqlite_files
from server.stores.tables.every import HOLDING_WORDS

LINES: Final = 9  # of PostgreSQL's ten that all but the journal may have at once
SOON: Final = 0.1  # seconds
PATIENCE: Final = 8.0  # seconds for a turn
SCRUB_TRIES: Final = 20
SCRUB_PATIENCE: Final = 0.1  # seconds a try may hold up the writers, and the pause after it


@dataclass(frozen=True, slots=True)
class Database:
    """SQLite for one machine, PostgreSQL for more; the same statements on both.

    `read` sees one moment of the database, however many statements it runs.
    """

    _writer: AsyncEngine
    _reader: AsyncEngine
    _others: asyncio.Semaphore

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Self]:
        address = make_url(url)
        is_file = address.get_backend_name() == "sqlite"
        engines = sqlite_files.engines(address) if is_file else postgres_server.engines(address)
        try:
            yield cls(*engines, asyncio.Semaphore(1 if is_file else LINES))
        finally:
            for engine in engines:
                await engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        return self._writer.dialect.name == "sqlite"

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Commits at the end, rolls back on an exception. On SQLite one writer at a time."""
        async with self._turn(), self._writer.begin() as tx:
            yield tx

    @asynccontextmanager
    async def write_soon(self) -> AsyncIterator[AsyncConnection]:
        """The same, for one at a time, the journal: it goes before whoever still waits after SOON.

        A thousand who leave at once would keep the words of somebody in danger waiting. Always
        before the others it would write little at a time, and they would starve.
        """
        in_turn = await self._in_turn()
        try:
            async with self._writer.begin() as tx:
                yield tx
        finally:
            if in_turn:
                self._others.release()

    async def _in_turn(self) -> bool:
        try:
            async with asyncio.timeout(SOON):
                return await self._others.acquire()
        except TimeoutError:
            return False

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For statements that change nothing."""
        return self._reader.begin() if self.is_sqlite else self._read_among_others()

    @asynccontextmanager
    async def _read_among_others(self) -> AsyncIterator[AsyncConnection]:
        """On PostgreSQL readers and writers share their lines."""
        async with self._turn(), self._reader.begin() as tx:
            yield tx

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Raises TimeoutError where none comes within PATIENCE: whoever has it hangs."""
        async with asyncio.timeout(PATIENCE):
            await self._others.acquire()
        try:
            yield
        finally:
            self._others.release()

    def lock(self, select: Select[Any]) -> Select[Any]:
        """Nobody else changes these rows before the transaction ends (SQLite: nobody ever does)."""
        return select if self.is_sqlite else select.with_for_update()

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insert that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    async def scrub(self) -> bool:
        """Leave nothing of deleted rows in the files. False: others were busy, try again later."""
        if self.is_sqlite:
            return await _checkpoint(str(self._writer.url.database))
        await postgres_server.vacuum(self._writer.url, HOLDING_WORDS)
        return True


async def _checkpoint(path: str) -> bool:
    """Write the WAL back and truncate it to nothing (TRAPS 19), on a connection of its own.

    A checkpoint that waits for a reader holds up the writers, so each try is short.
    """
    async with aiosqlite.connect(path, timeout=SCRUB_PATIENCE, isolation_level=None) as connection:
        for _ in range(SCRUB_TRIES):
            async with connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                row = await cursor.fetchone()
            if row is not None and row[0] == 0:
                return True
            await asyncio.sleep(SCRUB_PATIENCE)
    return False
