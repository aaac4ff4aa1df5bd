"""SQLite without a thread for each statement: only what waits for others or for the disk waits."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

# WAL: readers never wait for the writer. FULL: a commit is on the disk when it returns.
# secure_delete: what is deleted is overwritten, so that the main file keeps no remains.
PRAGMAS: Final = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
)
READERS: Final = 4
PATIENCE: Final = 5.0  # seconds for the turn to write
PAUSE: Final = 0.002  # seconds before the second try; about what a commit takes
LONGEST_PAUSE: Final = 0.016  # of several who wait, each that asks again and again holds up all


class Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """SQLAlchemy lets a cursor that was read asynchronously go; this one is not."""


class Reader(sqlite3.Connection):
    """Its statements run where they are asked for.

    They are short, and in WAL they wait for nobody: a thread for them would cost many times what
    they do. Of such a driver SQLAlchemy's async engine asks three things beyond those that it
    asks of any: the names `terminate` and `_async_soft_close`, and that a statement awaits
    something.
    """

    def cursor(self, factory: Any = Cursor) -> Any:
        await_only(_nothing())
        return super().cursor(factory)

    def terminate(self) -> None:
        self.close()


class Writer(Reader):
    """`commit` waits for the disk, in a thread; a caller who is cancelled goes when it is over."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="commit")

    def commit(self) -> None:
        if self.in_transaction:
            await_only(_to_its_end(self._beside, super().commit))

    def close(self) -> None:
        self._beside.shutdown(wait=False)
        super().close()

    async def begin(self) -> None:
        """Wait for the turn to write, which another process may have, without holding us up."""
        loop = asyncio.get_running_loop()
        deadline, cursor, pause = loop.time() + PATIENCE, sqlite3.Connection.cursor(self), PAUSE
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or loop.time() > deadline:
                    raise
            else:
                return
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)  # noqa: S311 - no secret
            pause = min(2 * pause, LONGEST_PAUSE)


def engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """One that writes and one that reads."""
    writer, reader = _engine(url, Writer, 1), _engine(url, Reader, READERS)
    # Who has the turn to write waits for nobody; who has not must not wait in the event loop.
    _prepare(writer, (*PRAGMAS, "busy_timeout = 0"), _begin_writing)
    _prepare(reader, (*PRAGMAS, "query_only = ON"), _begin_reading)
    return writer, reader


def _engine(url: URL, kind: type[Reader], connections: int) -> AsyncEngine:
    # Without isolation_level=None the driver would begin transactions of its own, and late.
    connect = partial(
        sqlite3.connect,
        url.database or ":memory:",
        check_same_thread=False,  # a commit is in a thread, and nothing else meanwhile
        factory=kind,
        isolation_level=None,
    )
    return create_async_engine(
        url,
        creator=connect,
        hide_parameters=True,
        max_overflow=0,
        pool_size=connections,
        poolclass=AsyncAdaptedQueuePool,
    )


def _prepare(
    engine: AsyncEngine, pragmas: tuple[str, ...], begin: Callable[[Connection], None]
) -> None:
    def connected(connection: Any, _: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begin)


def _begin_writing(connection: Connection) -> None:
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, Writer)
    await_only(raw.begin())


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN DEFERRED")


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Also in its extended forms, as where another mends what a crash has left."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


async def _nothing() -> None:
    """Done at once."""


async def _to_its_end(beside: ThreadPoolExecutor, work: Callable[[], None]) -> None:
    """Nobody may use the connection before this is done, not even to take it back."""
    working = asyncio.get_running_loop().run_in_executor(beside, work)
    try:
        await asyncio.shield(working)
    except asyncio.CancelledError:
        while not working.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([working])
        raise
