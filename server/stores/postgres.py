"""PostgreSQL: one pool, and what follows where one of its lines goes silent."""

from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakSet

from sqlalchemy import event, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

SERVER_SETTINGS: Final = {
    "application_name": "warmline",
    "idle_in_transaction_session_timeout": "30s",  # a process that hangs must not hold its locks
    "jit": "off",  # our statements are short: compiling them costs more than it saves
}
SILENCE: Final = 4.0  # seconds after which a PostgreSQL that says nothing counts as gone


@dataclass(frozen=True, slots=True)
class Lines:
    """What a silent network swallows it swallows on every line.

    Found out one after the other, each for as long as the first, the dead lines of a pool
    together kept people waiting for longer than a page waits. So the first takes with it all
    that lie idle: whoever comes next gets a new one. A line that was closed is left behind
    without asking it: SQLAlchemy's own ping costs three ways there and back each time, and in
    a silence it waits as long as any statement.
    """

    _idle: WeakSet[Any] = field(default_factory=WeakSet)

    def watch(self, engine: AsyncEngine) -> None:
        event.listen(engine.sync_engine.pool, "checkin", self._returned)
        event.listen(engine.sync_engine.pool, "checkout", self._taken)
        event.listen(engine.sync_engine, "handle_error", self._failed)

    def _returned(self, dbapi: Any, _: object) -> None:
        if dbapi is not None:
            self._idle.add(dbapi.driver_connection)

    def _taken(self, dbapi: Any, *_: object) -> None:
        self._idle.discard(dbapi.driver_connection)
        if dbapi.driver_connection.is_closed():
            raise DisconnectionError

    def _failed(self, context: ExceptionContext) -> None:
        # The others find out for themselves. SQLAlchemy would note when this was by the clock on
        # the wall, and after that was set back open a new line for each transaction.
        context.invalidate_pool_on_disconnect = False
        if not isinstance(context.original_exception, TimeoutError):
            return
        context.is_disconnect = True
        if context.connection is not None:
            self._idle.add(context.connection.connection.driver_connection)
        for line in self._idle:
            line.terminate()


def engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """A writer and a reader on the same pool."""
    writer = create_async_engine(
        url,
        # A network that swallows everything closes nothing: without these a process would wait a
        # quarter of an hour on connections that are dead.
        connect_args={
            "server_settings": SERVER_SETTINGS,
            "command_timeout": SILENCE,
            "timeout": SILENCE,
        },
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        max_overflow=5,
        pool_size=5,
        pool_timeout=2 * SILENCE,
    )
    Lines().watch(writer)
    # The same pool. Such a reader waits for nobody and never fails to serialise.
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return writer, reader


async def vacuum(url: URL, tables: tuple[str, ...]) -> None:
    """On a connection of its own, which may be silent for as long as it takes."""
    alone = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with alone.connect() as connection:
        await connection.execute(text(f"VACUUM {', '.join(tables)}"))
