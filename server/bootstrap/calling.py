"""Runs another program to its end; output goes to a file, a failure becomes a sentence."""

import re
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap.failure import CannotStart
from server.bootstrap.progress import Progress

TICK: Final = 0.02
SHOWN: Final = 8
FULL: Final = "The disk is full: free some space, then run this again."
UNREACHABLE: Final = (
    "The package registry cannot be reached: connect to the network (or set the proxy), "
    "then run this again."
)
NOT_LOCKED: Final = (
    "A package is not the one that was locked: do not use it; "
    "run `make lock` after a look at what changed."
)
CAUSES: Final = {
    r"No space left on device|ENOSPC|[Dd]isk quota exceeded": FULL,
    r"dns error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|NewConnectionError"
    r"|name resolution|Network is unreachable|error sending request|tcp connect": UNREACHABLE,
    r"[Hh]ash.{0,10}mismatch|DO NOT MATCH THE HASHES|EINTEGRITY": NOT_LOCKED,
}


@dataclass(frozen=True, slots=True)
class Caller:
    progress: Progress
    log: Path

    def call(
        self,
        command: Sequence[str | Path],
        *,
        failing: str,
        cwd: Path = ROOT,
        env: Mapping[str, str] | None = None,
        log: bool = True,
    ) -> str:
        """What the program printed. `failing` says what went wrong where no known cause shows.

        `log` must be False where it prints a secret; it prints none when it fails.
        """
        with tempfile.TemporaryFile() as out:
            status = self._wait(
                subprocess.Popen(
                    list(command),
                    cwd=cwd,
                    env=env,
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                )
            )
            out.seek(0)
            printed = out.read().decode(errors="replace")
        if log or status:
            self._keep(printed)
        if status:
            raise CannotStart(_reason(printed, failing, self.log))
        return printed

    def _keep(self, printed: str) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as file:
            file.write(printed)

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        try:
            while process.poll() is None:
                time.sleep(TICK)
                self.progress.tick()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        return process.returncode


def _reason(printed: str, failing: str, log: Path) -> str:
    for pattern, sentence in CAUSES.items():
        if re.search(pattern, printed):
            return sentence
    return f"{failing} All of what was said is in {log}; here is a part:\n{_tail(printed)}"


def _tail(printed: str) -> str:
    """From the first line that speaks of an error; else the end."""
    lines = [line for line in printed.splitlines() if line.strip()]
    first = next((at for at, line in enumerate(lines) if "error" in line.lower()), len(lines))
    start = min(first, max(len(lines) - SHOWN, 0))
    return "\n".join(f"    {line}" for line in lines[start : start + SHOWN])
