"""The running service with a proxy of ours between each of its processes and each store."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from server.domain.session import Role
from server.stores.migrate import migrate
from tests.dev.checkout import ROOT
from tests.faults.between import Between
from tests.faults.said_to_stores import PostgresEar, ValkeyEar
from tests.faults.servers import OwnPostgres, OwnValkey
from tests.faults.watched import WatchedValkeys
from tests.journeys.people import join
from tests.journeys.service import RunningService, free_ports

PEERS = 4
DISK = "24m"


class FaultyService(RunningService):
    """`sick` names the module under which a process runs instead of the command line."""

    def __init__(self, *args: object, workers: int = 2, **env: str) -> None:
        super().__init__(*args, **env)
        self.workers = workers
        self.databases: dict[str, Between] = {}
        self.valkeys: dict[str, Between] = {}
        self.sick: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return *self.worker_names, *self.web_names

    @property
    def worker_names(self) -> tuple[str, ...]:
        return tuple(f"worker{number}" for number in range(1, self.workers + 1))

    def open_doors(self, web: int) -> None:
        """Returns when every web process says that it is ready and misses nothing."""
        self.origins = tuple(f"http://127.0.0.1:{port}" for port in free_ports(web))
        self.mend()

    def begin(self, name: str) -> None:
        if name not in self.sick:
            super().begin(name)
            return
        kind = name.rstrip("0123456789")
        words = (sys.executable, "-m", "tests.faults.sick", self.sick[name], kind)
        with self._log(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                words, cwd=ROOT, env=self._environment(name), stdout=log, stderr=log
            )

    def mend(self) -> None:
        for name in self.names:
            if name not in self._running or self._running[name].poll() is not None:
                self.begin(name)
        for name in self.web_names:
            self.wait_ready(name)

    def signal(self, name: str, number: signal.Signals) -> None:
        os.kill(self.pid(name), number)

    def _environment(self, name: str) -> dict[str, str]:
        env = super()._environment(name)
        if name in self.databases:
            base = self.database_url.partition("@/")[2].partition("?")[0]
            port = self.databases[name].port
            env["DATABASE_URL"] = f"postgresql+asyncpg://warmline@127.0.0.1:{port}/{base}"
        if name in self.valkeys:
            env["REDIS_URL"] = f"redis://127.0.0.1:{self.valkeys[name].port}/0"
        return env


@dataclass
class House:
    """Everything a fault may strike. `staff` holds cookies by name, `ids` who they are."""

    service: FaultyService
    valkey: OwnValkey | WatchedValkeys
    postgres: OwnPostgres | None = None
    disk: Path | None = None
    staff: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def betweens(self) -> list[Between]:
        return [*self.service.databases.values(), *self.service.valkeys.values()]

    def mend(self) -> None:
        """All is as it was before the fault."""
        for one in self.betweens:
            one.mend()
        self.valkey.wake()
        self.valkey.revive()
        self.valkey.empty()
        if self.postgres is not None:
            self.postgres.revive()
        self.service.mend()

    async def hire(self) -> None:
        roles = {"mona": Role.MODERATOR} | {f"pat {n}": Role.PEER for n in range(1, PEERS + 1)}
        await self._hired({name: (role,) for name, role in roles.items()})

    async def hire_hosts(self, names: Sequence[str]) -> None:
        """Peers who may look after a room; once for each house."""
        fresh = [name for name in names if name not in self.staff]
        await self._hired(dict.fromkeys(fresh, (Role.PEER, Role.FACILITATOR)))

    async def _hired(self, roles: Mapping[str, Sequence[Role]]) -> None:
        for name, may in roles.items():
            joined = await asyncio.to_thread(join, self.service, name, *may)
            self.ids[name], self.staff[name] = joined
        if roles:
            await asyncio.to_thread(self.service.nobody_tires)


@asynccontextmanager
async def on_postgres(*, web: int = 2, workers: int = 2):
    """PostgreSQL and Valkey, each reached through our proxies."""
    async with AsyncExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="wl-faults-")))
        postgres, valkey = _servers(open_)
        url = await asyncio.to_thread(_database, postgres)
        service = FaultyService(folder, url, valkey.url, workers=workers)
        house = House(service, valkey, postgres)
        for name in (*service.worker_names, *(f"web{n}" for n in range(1, web + 1))):
            service.databases[name] = Between(postgres.socket, PostgresEar)
            service.valkeys[name] = Between(valkey.socket, ValkeyEar)
        for one in house.betweens:
            await one.open()
            open_.push_async_callback(one.close)
        await _begun(open_, house, web)
        yield house


@asynccontextmanager
async def on_sqlite(*, web: int = 2, workers: int = 1):
    """SQLite on a disk of its own, where this account may mount one; else in a folder."""
    async with AsyncExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="wl-faults-")))
        disk = open_.enter_context(_disk(folder))
        valkey = open_.enter_context(closing(OwnValkey()))
        valkey.start()
        url = f"sqlite+aiosqlite:///{(disk or folder) / 'warmline.sqlite'}"
        await asyncio.to_thread(migrate, url)
        service = FaultyService(folder, url, valkey.url, workers=workers)
        house = House(service, valkey, disk=disk)
        await _begun(open_, house, web)
        yield house


@asynccontextmanager
async def on_sentinel(*, web: int = 2, workers: int = 1):
    """SQLite, and two Valkeys of which a sentinel names one."""
    async with AsyncExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="wl-faults-")))
        valkey = open_.enter_context(closing(WatchedValkeys()))
        await asyncio.to_thread(valkey.start)
        url = f"sqlite+aiosqlite:///{folder / 'warmline.sqlite'}"
        await asyncio.to_thread(migrate, url)
        house = House(FaultyService(folder, url, valkey.url, workers=workers), valkey)
        await _begun(open_, house, web)
        yield house


def _servers(open_: AsyncExitStack) -> tuple[OwnPostgres, OwnValkey]:
    postgres = open_.enter_context(closing(OwnPostgres()))
    postgres.start()
    valkey = open_.enter_context(closing(OwnValkey()))
    valkey.start()
    return postgres, valkey


def _database(postgres: OwnPostgres) -> str:
    url = postgres.url(postgres.create())
    migrate(url)
    return url


async def _begun(open_: AsyncExitStack, house: House, web: int) -> None:
    open_.push_async_callback(asyncio.to_thread, _end, house)
    await asyncio.to_thread(house.service.open_doors, web)
    await house.hire()


def _end(house: House) -> None:
    with ExitStack() as left:
        left.callback(house.service.close)
        house.valkey.wake()


@contextmanager
def _disk(folder: Path) -> Iterator[Path | None]:
    """A small file system in memory: None where this account may not mount one."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "warmline", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
