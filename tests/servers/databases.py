"""Fresh, migrated databases, quickly: migrated once for each process, then copied or emptied."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from server.stores.migrate import migrate
from tests.servers.postgres import PostgresServer


def _migrate(url: str) -> None:
    """In a thread of its own: the migrations run an event loop, and the tests have theirs."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(migrate, url).result(300)


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite"

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        if not self._template.exists():
            _migrate(f"sqlite+aiosqlite:///{self._template}")
        copy = folder / "warmline.sqlite"
        for suffix in ("", "-wal"):
            there = self._template.with_name(self._template.name + suffix)
            if there.exists():
                shutil.copyfile(there, copy.with_name(copy.name + suffix))
        yield f"sqlite+aiosqlite:///{copy}"


class PostgresDatabases:
    """Making a database costs PostgreSQL a third of a second, emptying one some milliseconds."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._unused: list[str] = []

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Without a table in it."""
        name = self._server.create()
        yield self._server.url(name)
        self._server.drop(name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = self._unused.pop() if self._unused else self._migrated()
        yield self._server.url(name)
        self._server.clear(name)
        self._unused.append(name)

    def _migrated(self) -> str:
        name = self._server.create()
        _migrate(self._server.url(name))
        return name
