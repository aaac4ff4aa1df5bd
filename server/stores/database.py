"""One way into SQL: each use of `write` or `read` is one transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

import aiosqlite
from sqlalchemy import Connection, Select, Table, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

# WAL: readers never wait for the writer. FULL: a commit is on the disk when it returns.
# secure_delete: what is deleted is overwritten, so that the main file keeps no remains.
PRAGMAS: Final = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
)
SERVER_SETTINGS: Final = {
    "application_name": "warmline",
    "idle_in_transaction_session_timeout": "30s",  # a process that hangs must not hold its locks
    "jit": "off",  # our statements are short: compiling them costs more than it saves
}
READERS: Final = 4
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
        engines = _sqlite(address) if address.get_backend_name() == "sqlite" else _postgres(address)
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
        await _vacuum(self._writer)
        return True


def _sqlite(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    writer = _sqlite_engine(url, 1)
    reader = _sqlite_engine(url, READERS)
    _begin_with(writer, "BEGIN IMMEDIATE", PRAGMAS)
    _begin_with(reader, "BEGIN DEFERRED", (*PRAGMAS, "query_only = ON"))
    return writer, reader


def _sqlite_engine(url: URL, connections: int) -> AsyncEngine:
    # Without isolation_level=None the driver would begin transactions of its own, and late.
    return create_async_engine(
        url,
        connect_args={"isolation_level": None},
        hide_parameters=True,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
    )


def _begin_with(engine: AsyncEngine, begin: str, pragmas: tuple[str, ...]) -> None:
    def connected(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begun)


def _postgres(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    writer = create_async_engine(
        url,
        connect_args={"server_settings": SERVER_SETTINGS},
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        max_overflow=5,
        pool_pre_ping=True,
        pool_size=5,
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


async def _vacuum(engine: AsyncEngine) -> None:
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    async with alone.connect() as connection:
        await connection.execute(text(f"VACUUM {', '.join(HOLDING_WORDS)}"))
