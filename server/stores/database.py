"""One way into SQL: each use of `write` or `read` is one transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

import aiosqlite
from sqlalchemy import Select, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from server.stores import sqlite as sqlite_files

SERVER_SETTINGS: Final = {
    "application_name": "warmline",
    "idle_in_transaction_session_timeout": "30s",  # a process that hangs must not hold its locks
    "jit": "off",  # our statements are short: compiling them costs more than it saves
}
SILENCE: Final = 4.0  # seconds after which a PostgreSQL that says nothing counts as gone
SCRUB_TRIES: Final = 20
SCRUB_PATIENCE: Final = 0.1  # seconds a try may hold up the writers, and the pause after it
HOLDING_WORDS: Final = (
    "messages",
    "flags",
    "risk_changes",
    "referrals",
    "wrap_ups",
    "visits",
    "members",
    "conversations",
)


@dataclass(frozen=True, slots=True)
class Database:
    """SQLite for one machine, PostgreSQL for more; the same statements on both.

    `read` sees one moment of the database, however many statements it runs.
    """

    _writer: AsyncEngine
    _reader: AsyncEngine

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Self]:
        address = make_url(url)
        is_file = address.get_backend_name() == "sqlite"
        engines = sqlite_files.engines(address) if is_file else _postgres(address)
        try:
            yield cls(*engines)
        finally:
            for engine in engines:
                await engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        return self._writer.dialect.name == "sqlite"

    def write(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Commits at the end, rolls back on an exception. On SQLite one writer at a time."""
        return self._writer.begin()

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """For statements that change nothing."""
        return self._reader.begin()

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
        await _vacuum(self._writer.url)
        return True


def _postgres(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    writer = create_async_engine(
        url,
        # A network that swallows everything closes nothing: without these a process would wait a
        # quarter of an hour on connections that are dead, one for each that it has.
        connect_args={
            "server_settings": SERVER_SETTINGS,
            "command_timeout": SILENCE,
            "timeout": SILENCE,
        },
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        max_overflow=5,
        pool_pre_ping=True,
        pool_size=5,
        pool_timeout=2 * SILENCE,
    )
    # The same pool. Such a reader waits for nobody and never fails to serialise.
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return writer, reader


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


async def _vacuum(url: URL) -> None:
    """On a connection of its own, which may be silent for as long as it takes."""
    alone = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with alone.connect() as connection:
        await connection.execute(text(f"VACUUM {', '.join(HOLDING_WORDS)}"))
