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
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from config.places import ROOT
from config.settings import Settings
from server.bench.tools import CannotMeasure
from server.bootstrap import packages, valkey
from server.stores.migrate import migrate

UP_WITHIN: Final = 60.0
GOODBYE: Final = 10.0


@dataclass(frozen=True, slots=True)
class House:
    url: str
    settings: Settings
    web: int  # their pids
    worker: int


@contextmanager
def house(scratch: Path) -> Iterator[House]:
    """Ends with the block, and leaves no process."""
    data = scratch / "house"
    data.mkdir()
    with ExitStack() as running:
        nerve = running.enter_context(_valkey(data))
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        settings = Settings(data_dir=data, redis_url=SecretStr(nerve), origins=(url,), port=port)
        migrate(settings.database_url.get_secret_value())
        env = {"WARMLINE_DATA_DIR": str(data), "WARMLINE_ORIGINS": url, "PORT": str(port)}
        worker, web = [
            running.enter_context(_warmline(name, data, {**env, "REDIS_URL": nerve}))
            for name in ("worker", "web")
        ]
        _wait(lambda: _serves(url), "the web process")
        yield House(url, settings, web, worker)


@contextmanager
def _valkey(data: Path) -> Iterator[str]:
    listening = valkey.place(data)
    command = valkey.command(valkey.binary(packages.VENV), listening)
    with _process(command, data / "valkey.log", {}):
        _wait(lambda: valkey.answers(listening), "Valkey")
        yield f"unix://{listening}"


@contextmanager
def _warmline(name: str, data: Path, env: Mapping[str, str]) -> Iterator[int]:
    command = [sys.executable, "-m", "server.cli", name]
    more = {**env, "WARMLINE_PROCESS": name}
    with _process(command, data / f"{name}.log", more) as running:
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
