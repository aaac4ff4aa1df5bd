"""The processes that `run` starts: their logs, their restarts, their end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap.progress import Progress

LONGEST_WAIT: Final = 30.0
STEADY: Final = 60.0
"""Who ran this long is not in a crash loop: the next wait is the shortest again."""
LARGEST_LOG: Final = 20_000_000
PR_SET_PDEATHSIG: Final = 1
LIBC: Final = ctypes.CDLL(None)


def end_with_parent() -> None:
    """Linux: `kill -9` of the bootstrap leaves no process that holds the port."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One program, started again with growing patience whenever it ends by itself."""

    def __init__(
        self, name: str, command: Sequence[str | Path], env: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self.log = log
        self._command = list(command)
        self._env = env
        self._failures = 0
        self._started = 0.0
        self._next_start: float | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._next_start = None
        self._started = time.monotonic()
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509  # this process has one thread
            )

    @property
    def ended(self) -> int | None:
        """The exit status of one that does not run."""
        return self._process.poll() if self._process is not None else 0

    def watch(self, progress: Progress) -> None:
        """Call this often. Starts the program again when its time has come, and says so."""
        self._keep_log_small()
        status = self.ended
        if status is None:
            return
        if self._next_start is None:
            wait = self._patience()
            self._next_start = time.monotonic() + wait
            progress.say(
                f"{self.name} ended ({_why(status)}); again in {wait:.0f} s; see {self.log}"
            )
        elif time.monotonic() >= self._next_start:
            self.start()
            progress.say(f"{self.name} was started again.")

    def _patience(self) -> float:
        steady = time.monotonic() - self._started > STEADY
        self._failures = 1 if steady else self._failures + 1
        return min(2.0 ** (self._failures - 1), LONGEST_WAIT)

    def _keep_log_small(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            os.truncate(self.log, 0)

    def ask_to_end(self) -> None:
        self._signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Waits until `deadline` on the monotonic clock, then insists."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(deadline - time.monotonic(), 0))
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        """To the whole group: what the program has started goes with it."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-8:]
        return "\n".join(f"    {line}" for line in lines)


def _why(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"


def end_all(children: Sequence[Child], patience: float) -> None:
    """All are asked at once; together they have `patience` seconds."""
    deadline = time.monotonic() + patience
    for child in children:
        child.ask_to_end()
    for child in children:
        child.end(deadline)
