"""The load: pairs of people who write to each other, by a program in C that has head-room."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from config.places import ROOT
from server.bench.tools import CannotMeasure, pinned

SOURCES: Final = ROOT / "server" / "bench" / "pairs"
LONGEST: Final = 300.0  # seconds


class Driven(msgspec.Struct, frozen=True):
    """Seconds, milliseconds and kB as the names say; `driver` is its own share of a core.

    `cpus_s` is the processor time of each of the service's processes in the measured time, and
    `cpu_s` their sum; `came_cpu_s` is what the coming of everybody took. `missing` were said and
    were not heard within 10 s of the end.
    """

    ready: int
    gone: int
    came_s: float
    came_cpu_s: float
    memory_kb: int
    seconds: float = 0.0
    sent: int = 0
    acked: int = 0
    heard: int = 0
    refused: int = 0
    missing: int = 0
    cpu_s: float = 0.0
    cpus_s: tuple[float, ...] = ()
    ack_p50_ms: float = 0.0
    ack_p99_ms: float = 0.0
    delivery_p50_ms: float = 0.0
    delivery_p99_ms: float = 0.0
    driver: float = 0.0

    @property
    def cpu_us(self) -> float:
        """Processor time a delivered message."""
        return self.cpu_s / max(self.heard, 1) * 1e6


class Caller(msgspec.Struct, frozen=True):
    """One person of a pair; the next is the other. Cookie `-` is none."""

    port: int
    place: str
    auth: str
    conversation: str
    cookie: str = "-"

    def line(self) -> str:
        fields = (str(self.port), self.place, self.cookie, self.auth, self.conversation)
        return "\t".join(fields)


@dataclass(frozen=True, slots=True)
class Driver:
    program: Path

    def drive(
        self,
        callers: Iterable[Caller],
        pids: Sequence[int],
        *,
        all_heard: bool = True,
        **words: Any,
    ) -> Driven:
        """`words` are explained at the head of pairs.c. Nobody may be turned away or put out.

        Unless `all_heard` is False, for who may be asked for more than they can, nothing may be
        refused or missing at the end.
        """
        said = [f"{word}={value}" for word, value in words.items()]
        command = [str(self.program), f"pids={','.join(map(str, pids))}", *said]
        lines = "".join(f"{one.line()}\n" for one in callers)
        with pinned(-1):
            done = subprocess.run(  # noqa: S603 - our own
                command, input=lines, capture_output=True, text=True, timeout=LONGEST, check=False
            )
        if done.returncode:
            raise CannotMeasure(f"The driver failed: {done.stderr[-400:]} {done.stdout[-400:]}")
        driven = msgspec.json.decode(done.stdout, type=Driven)
        if driven.gone or (all_heard and (driven.missing or driven.refused)):
            raise CannotMeasure(f"The driver was let down: {done.stdout}")
        return driven


def built(scratch: Path) -> Driver:
    """Compiled anew each time: it takes a second."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise CannotMeasure("The load driver is written in C: install a C compiler, as `gcc`.")
    program = scratch / "pairs"
    sources = map(str, sorted(SOURCES.glob("*.c")))
    command = [compiler, "-O2", "-std=gnu11", "-o", str(program), *sources, "-lm"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        raise CannotMeasure(f"The load driver does not compile here:\n{made.stderr[-800:]}")
    return Driver(program)


def strangers(ports: Sequence[int], place: str, count: int) -> list[Caller]:
    """Pairs of which each writes to the other by name; over two processes where there are more."""
    return [_stranger(ports[(n + n // 2) % len(ports)], place, n) for n in range(count)]


def _stranger(port: int, place: str, number: int) -> Caller:
    auth = str(number) if place == "-" else _json({"token": str(number)})
    return Caller(port, place, auth, str(number ^ 1))


def _json(data: Mapping[str, str]) -> str:
    return msgspec.json.encode(data).decode()
