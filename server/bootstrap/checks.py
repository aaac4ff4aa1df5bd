"""Checks beside each other: one after another in a lane, and the lanes at once."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap.progress import Progress

TICK: Final = 0.02
GOODBYE: Final = 20.0
SAID: Final = ROOT / "build" / "checks"

Checks = Mapping[str, tuple[str, ...]]


class Lane:
    """A check's words are shown when it has ended; those of a lane that is heard, as they come."""

    def __init__(
        self,
        checks: Checks,
        env: Mapping[str, str],
        progress: Progress,
        *,
        heard: bool,
        said: Path = SAID,
    ) -> None:
        self.failed: list[str] = []
        self._left = list(checks.items())
        self._env = env
        self._progress = progress
        self._said = None if heard else said
        self._name = ""
        self._running: subprocess.Popen[bytes] | None = None

    def goes_on(self) -> bool:
        """Call this often: the next check begins when the one before has ended."""
        if self._running is not None:
            status = self._running.poll()
            if status is None:
                return True
            self._ended(status)
        if not self._left:
            return False
        self._name, command = self._left.pop(0)
        self._running = self._begun(command)
        return True

    def stop(self) -> None:
        """At Ctrl-C: pytest ends its servers, given the time."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(GOODBYE)

    def _begun(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        if self._said is None:
            self._progress.say(f"== {self._name}")
            return subprocess.Popen(command, cwd=ROOT, env=self._env)
        self._said.mkdir(parents=True, exist_ok=True)
        with self._log().open("wb") as out:
            return subprocess.Popen(command, cwd=ROOT, env=self._env, stdout=out, stderr=out)

    def _ended(self, status: int) -> None:
        self._running = None
        if status != 0:
            self.failed.append(self._name)
        if self._said is not None:
            words = self._log().read_text(encoding="utf-8", errors="replace")
            self._progress.say(f"\n== {self._name}\n{words}".rstrip())

    def _log(self) -> Path:
        return Path(self._said or SAID, f"{self._name}.log")


def failed(lanes: Sequence[Lane]) -> list[str]:
    """All of them to their end. One check that fails does not hide the next."""
    try:
        while [lane for lane in lanes if lane.goes_on()]:
            time.sleep(TICK)
    finally:
        for lane in lanes:
            lane.stop()
    return [name for lane in lanes for name in lane.failed]
