"""Fresh, migrated databases, quickly: migrated once for each process, then copied."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from server.stores.migrate import migrate
from tests.servers.postgres import PostgresServer

Fresh = Callable[[], str]


def _migrate(url: str) -> None:
    """In a thread of its own: the migrations run an event loop, and the tests have theirs."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(migrate, url).result(60)


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
    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._template: str | None = None

    @contextmanager
    def empty(self) -> Iterator[str]:
        name = self._server.create()
        yield self._server.url(name)
        self._server.drop(name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        if self._template is None:
            template = self._server.create()
            _migrate(self._server.url(template))
            self._template = template
        name = self._server.create(self._template)
        yield self._server.url(name)
        self._server.drop(name)
