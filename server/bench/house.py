"""The whole service for one measurement: Valkey, web and worker, with a directory of their own."""

import socket
import subprocess
import sys
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
from server.bootstrap import packages, valkey
from server.stores.migrate import migrate

UP_WITHIN: Final = 60.0
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
    def web(self) -> int:
        return self.webs[0]


@contextmanager
def house(scratch: Path, webs: int = 1, database: str | None = None) -> Iterator[House]:
    """Ends with the block, and leaves no process. Without a `database` it is SQLite's."""
    data = scratch / "house"
    data.mkdir()
    with ExitStack() as running:
        nerve, valkey_pid = running.enter_context(_valkey(data))
        ports = [_free_port() for _ in range(webs)]
        urls = tuple(f"http://127.0.0.1:{port}" for port in ports)
        env = {
            "WARMLINE_DATA_DIR": str(data),
            "WARMLINE_ORIGINS": urls[0],
            "REDIS_URL": nerve,
            **({"DATABASE_URL": database} if database else {}),
        }
        settings = Settings(
            data_dir=data, redis_url=SecretStr(nerve), origins=urls[:1], port=ports[0]
        )
        if database:
            address = addresses.database(SecretStr(database))
            settings = settings.model_copy(update={"database_url": address})
        migrate(settings.database_url.get_secret_value())
        worker = running.enter_context(_warmline("worker", "worker", data, env))
        pids = [
            running.enter_context(_warmline("web", f"web-{port}", data, {**env, "PORT": str(port)}))
            for port in ports
        ]
        for url in urls:
            _wait(partial(_serves, url), "a web process")
        yield House(urls, settings, tuple(pids), worker, valkey_pid)


@contextmanager
def _valkey(data: Path) -> Iterator[tuple[str, int]]:
    listening = valkey.place(data)
    command = valkey.command(valkey.binary(packages.VENV), listening)
    with _process(command, data / "valkey.log", {}) as running:
        _wait(lambda: valkey.answers(listening), "Valkey")
        yield f"unix://{listening}", running.pid


@contextmanager
def _warmline(command: str, name: str, data: Path, env: Mapping[str, str]) -> Iterator[int]:
    words = [sys.executable, "-m", "server.cli", command]
    more = {**env, "WARMLINE_PROCESS": name}
    with _process(words, data / f"{name}.log", more) as running:
        yield running.pid


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


def _wait(there: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while not there():
        if time.monotonic() > deadline:
            raise CannotMeasure(f"{what} did not answer within {UP_WITHIN:.0f} seconds.")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
