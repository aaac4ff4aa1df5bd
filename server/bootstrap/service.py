"""The running service: which processes it has, when they are up, and how they end."""

import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.bootstrap import valkey
from server.bootstrap.calling import Caller
from server.bootstrap.children import Child, end_all
from server.bootstrap.failure import CannotStart
from server.bootstrap.packages import PYTHON, VENV

WARMLINE: Final = (str(PYTHON), "-m", "server.cli")
UP_WITHIN: Final = 90.0
LOOK: Final = 0.05
GOODBYE: Final = 3.5
LAST: Final = 0.5
"""Seconds for web and worker, then for Valkey, which they need until they end: under 5 together."""


@dataclass(frozen=True, slots=True)
class Service:
    data: Path
    port: int
    env: dict[str, str]
    caller: Caller
    nerve: list[Child] = field(default_factory=list)
    ours: list[Child] = field(default_factory=list)

    def start(self) -> str:
        """Valkey, the database, then web and worker; returns when pages are served.

        The link for the first administrator; empty where there is one already.
        """
        if not valkey.chosen_by(self.env):
            self._start_valkey()
        with self.caller.progress.step("Database"):
            failing = "The database could not be brought up to date."
            command = [*WARMLINE, "migrate", "--invite-first"]
            printed = self.caller.call(command, failing=failing, env=self.env, log=False)
        with self.caller.progress.step("Web and worker"):
            self._start_ours()
            _wait(self._serves, self.ours)
        return next((line for line in printed.splitlines() if "#invitation=" in line), "")

    def _start_valkey(self) -> None:
        listening = valkey.place(self.data)
        child = self._child("valkey", valkey.command(valkey.binary(VENV), listening))
        self.nerve.append(child)
        with self.caller.progress.step("Valkey"):
            child.start()
            _wait(lambda: valkey.answers(listening), self.nerve)
        self.env["REDIS_URL"] = f"unix://{listening}"

    def _start_ours(self) -> None:
        for name in ("web", "worker", *(["demo"] if self.env.get("WARMLINE_DEMO") else [])):
            self.ours.append(self._child(name, [*WARMLINE, name]))
            self.ours[-1].start()

    def _child(self, name: str, command: Sequence[str | Path]) -> Child:
        log = self.data / "log" / f"{name}.log"
        return Child(name, command, {**self.env, "WARMLINE_PROCESS": name}, log)

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self._host()}:{self.port}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def _host(self) -> str:
        host = self.env.get("WARMLINE_HOST") or "127.0.0.1"
        return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  # compared only

    def watch(self) -> None:
        """For ever: whoever ends is started again."""
        while True:
            for child in (*self.nerve, *self.ours):
                child.watch(self.caller.progress)
            time.sleep(LOOK)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Leaves no process behind. A second Ctrl-C changes nothing: the first is being obeyed."""
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            end_all(self.ours, GOODBYE)
            end_all(self.nerve, LAST)


def _wait(ready: Callable[[], bool], children: Sequence[Child]) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while not ready():
        for child in children:
            if child.ended is not None:
                raise CannotStart(_did_not_start(child))
        if time.monotonic() > deadline:
            names = " and ".join(child.name for child in children)
            raise CannotStart(
                f"{names} did not answer within {UP_WITHIN:.0f} s: see {children[0].log}"
            )
        time.sleep(LOOK)


def _did_not_start(child: Child) -> str:
    where = f"{child.name} ended while it was starting. Its last words, of {child.log}:"
    return f"{where}\n{child.last_words()}"
