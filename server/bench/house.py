"""The whole service for one measurement: Valkey, web and worker, with a directory of their own."""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from config import addresses
from config.places import ROOT
from config.settings import Settings
from server.bench.tools import CannotMeasure
from server.bootstrap import packages
from server.bootstrap import valkey as nerve
from server.stores.migrate import migrate

UP_WITHIN: Final = 180.0
GOODBYE: Final = 10.0


@dataclass(frozen=True, slots=True)
class House:
    """Web processes with their addresses; all know the first as the service's own."""

    urls: tuple[str, ...]
    settings: Settings
    webs: tuple[int, ...]  # their pids
    worker: int
    valkey: int

    @property
    def url(self) -> str:
        return self.urls[0]

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(int(url.rpartition(":")[2]) for url in self.urls)

    @property
    def web(self) -> int:
        return self.webs[0]


def nothing(_: Settings) -> None:
    """The house begins empty."""


@contextmanager
def house(
    scratch: Path,
    webs: int = 1,
    database: str | None = None,
    prepare: Callable[[Settings], None] = nothing,
) -> Iterator[House]:
    """Ends with the block, and leaves no process. Without a `database` it is SQLite's.

    `prepare` is called when the tables are there and nothing runs yet.
    """
    data = Path(tempfile.mkdtemp(prefix="house-", dir=scratch))
    with ExitStack() as running:
        redis, valkey_pid = running.enter_context(valkey(data))
        ports = [_free_port() for _ in range(webs)]
        urls = tuple(f"http://127.0.0.1:{port}" for port in ports)
        env = {
            "WARMLINE_DATA_DIR": str(data),
            "WARMLINE_CACHE_DIR": str(scratch.parent / "cache"),  # what is prepared already
            "WARMLINE_ORIGINS": urls[0],
            "REDIS_URL": redis,
            **({"DATABASE_URL": database} if database else {}),
        }
        settings = Settings(
            data_dir=data, redis_url=SecretStr(redis), origins=urls[:1], port=ports[0]
        )
        if database:
            address = addresses.database(SecretStr(database))
            settings = settings.model_copy(update={"database_url": address})
        migrate(settings.database_url.get_secret_value())
        prepare(settings)
        worker = running.enter_context(_warmline("worker", "worker", data, env))
        processes = [
            running.enter_context(_warmline("web", f"web-{port}", data, {**env, "PORT": str(port)}))
            for port in ports
        ]
        for url, process in zip(urls, processes, strict=True):
            _wait(partial(_serves, url), "a web process", process)
        pids = tuple(process.pid for process in processes)
        yield House(urls, settings, pids, worker.pid, valkey_pid)


@contextmanager
def valkey(data: Path) -> Iterator[tuple[str, int]]:
    """Its address and its pid."""
    listening = nerve.place(data)
    command = nerve.command(nerve.binary(packages.VENV), listening)
    with _process(command, data / "valkey.log", {}) as running:
        _wait(lambda: nerve.answers(listening), "Valkey", running)
        yield f"unix://{listening}", running.pid


@contextmanager
def _warmline(
    command: str, name: str, data: Path, env: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    words = [sys.executable, "-m", "server.cli", command]
    more = {**env, "WARMLINE_PROCESS": name}
    with _process(words, data / f"{name}.log", more) as running:
        yield running


@contextmanager
def _process(
    command: Sequence[str], log: Path, env: Mapping[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """It knows nothing of our environment: whatever is set there is not measured."""
    with log.open("ab") as out:
        running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)  # noqa: S603
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(GOODBYE)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _serves(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2):  # noqa: S310 - our own
            return True
    except (urllib.error.URLError, OSError):
        return False


def _wait(there: Callable[[], bool], what: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + UP_WITHIN
    while not there():
        if process.poll() is not None:
            raise CannotMeasure(f"{what} ended at its start: `warmline doctor` says why.")
        if time.monotonic() > deadline:
            raise CannotMeasure(f"{what} did not answer within {UP_WITHIN:.0f} seconds.")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
