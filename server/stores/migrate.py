"""Bring a database to the tables of this version. Safe to run twice, and twice at once."""

import asyncio
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from server.stores.database import Database

MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK: Final = 0x7761726D  # any number, the same in each process
AGAIN: Final = 0.1  # seconds
_TRY: Final = text("SELECT pg_try_advisory_xact_lock(:lock)")


def migrate(database_url: str, to: str = "head") -> None:
    """One transaction: a migration that fails leaves everything as it was.

    Runs an event loop, so call it where none runs.
    """
    _make_room(database_url)
    asyncio.run(_migrate(database_url, to))


def is_current(connection: Connection) -> bool:
    """Are its tables those of this version?"""
    return _versions(connection) == set(_scripts().get_heads())


def is_known(connection: Connection) -> bool:
    """Are its tables of this version or of an older one? A newer version's are not."""
    known = {script.revision for script in _scripts().walk_revisions()}
    return bool(found := _versions(connection)) and found <= known


def _versions(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _make_room(database_url: str) -> None:
    """For this account alone; what SQLite makes beside its file has the file's own rights."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)


async def _migrate(database_url: str, to: str) -> None:
    async with Database.open(database_url) as db, db.write() as tx:
        if not db.is_sqlite:  # SQLite's write transaction is the lock
            # Asked again and again: to wait in one statement for longer than a silent network may
            # take would count as one.
            while not await tx.scalar(_TRY, {"lock": LOCK}):  # noqa: ASYNC110 - another process
                await asyncio.sleep(AGAIN)
        await tx.run_sync(_upgrade, to)


def _upgrade(connection: Connection, to: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
