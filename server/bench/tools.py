"""Programs that a measurement starts: a line in, a line out, and never longer than they may."""

import os
import platform
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from config.places import ROOT
from server.bench.figures import Machine

LONGEST: Final = 120.0  # seconds; then it is ended, and the measurement fails
GOODBYE: Final = 10.0
TICKS: Final = os.sysconf("SC_CLK_TCK")


class CannotMeasure(Exception):
    """Told to whoever started it, in one sentence."""


def unwind_when_ended() -> None:
    """SIGTERM is taken as Ctrl-C: whoever is ended ends what they started."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


class Tool:
    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self.pid = running.pid
        self._running = running

    def line(self) -> bytes:
        """What it says next."""
        assert self._running.stdout is not None
        if line := self._running.stdout.readline():
            return line
        raise CannotMeasure(f"{self._running.args!r} ended too early.")

    def go_on(self) -> None:
        assert self._running.stdin is not None
        self._running.stdin.write(b"\n")
        self._running.stdin.flush()


@contextmanager
def tool(
    command: Sequence[str], *, core: int, env: Mapping[str, str] | None = None
) -> Iterator[Tool]:
    """A program on one core (beyond the last one it begins again). It ends when its input does."""
    pipe = subprocess.PIPE
    with pinned(core):
        running = subprocess.Popen(  # noqa: S603 - our own
            list(command), cwd=ROOT, env=env, stdin=pipe, stdout=pipe
        )
    too_late = threading.Timer(LONGEST, running.kill)
    too_late.start()
    with running:
        try:
            yield Tool(running)
        finally:
            _end(running)
            too_late.cancel()


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """What is started here stays on this core of those we have; -1 is the last."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(ours)[core % len(ours)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)


def _end(running: subprocess.Popen[bytes]) -> None:
    assert running.stdin is not None
    running.stdin.close()
    try:
        running.wait(GOODBYE)
    except subprocess.TimeoutExpired:
        running.kill()


def cpu_seconds(pid: int) -> float:
    """What this process has used of the processors, by the kernel's count (10 ms steps)."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        raise CannotMeasure("Processor time can be measured on Linux only.") from None
    user, system = told.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def machine_now() -> Machine:
    return Machine(
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        cores=os.cpu_count() or 0,
        load_before=_load(),
        load_after=None,
    )


def with_load_after(machine: Machine) -> Machine:
    return msgspec.structs.replace(machine, load_after=_load())


def _load() -> float | None:
    try:
        return round(os.getloadavg()[0], 1)
    except OSError:
        return None
