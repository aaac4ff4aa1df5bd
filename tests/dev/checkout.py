"""A copy of this checkout, as somebody has it who has just fetched it, and its running service."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "var",
    "build",
    "node_modules",
    "dist",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
READY = re.compile(r"Ctrl-C ends everything")
CTRL_C_HEARD = ("env", "--default-signal=INT")
"""As at a terminal, also where the tests run in the background and shells let SIGINT be ignored."""


def copied(place: Path) -> Path:
    shutil.copytree(ROOT, place, ignore=LEFT_OUT)
    return place


def environment(**more: str) -> dict[str, str]:
    """As a new shell has it: nothing of ours is set."""
    ours = re.compile(r"WARMLINE_|PORT$|DATABASE_URL$|REDIS_URL$|PYTEST|VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not ours.match(name)} | more


def dev(place: Path, *words: str, patience: float = 240, **env: str) -> subprocess.CompletedProcess:
    """`server.dev` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "server.dev", *words],
        check=False,
        capture_output=True,
        cwd=place,
        env=environment(**env),
        text=True,
        timeout=patience,
    )


class Running:
    """`make run`'s program, with what it prints."""

    def __init__(self, place: Path, port: int, **env: str) -> None:
        self.place = place
        self.port = port
        self.process = subprocess.Popen(
            [*CTRL_C_HEARD, sys.executable, "-m", "server.dev", "run"],
            cwd=place,
            env=environment(PORT=str(port), **env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.printed += line

    def wait_for(self, words: str, patience: float = 240) -> None:
        """Until it has printed these words."""
        deadline = time.monotonic() + patience
        while not re.search(words, self.printed):
            assert self.process.poll() is None, f"it ended:\n{self.printed}"
            assert time.monotonic() < deadline, f"{words!r} not after {patience} s:\n{self.printed}"
            time.sleep(0.02)

    def ready(self, patience: float = 240) -> None:
        self.wait_for(READY.pattern, patience)

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return answer.status, answer.read().decode()

    def children(self) -> dict[int, str]:
        """By their pids, what the service has started."""
        mine = {self.process.pid}
        found = {}
        for pid, parent, words in sorted(_processes()):
            if parent in mine:
                mine.add(pid)
                found[pid] = words
        return found

    def end(self, number: signal.Signals) -> int:
        """Its exit status after the signal."""
        self.process.send_signal(number)
        status = self.process.wait(60)
        self._reader.join(60)
        return status

    def close(self) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGTERM)
        self._reader.join(60)
        self.process.stdout.close()


def _processes():
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,args="], check=True, capture_output=True, text=True
    )
    for line in listed.stdout.splitlines():
        pid, parent, words = line.split(None, 2)
        yield int(pid), int(parent), words


def alive(pids) -> set[int]:
    return {pid for pid, _, words in _processes() if pid in set(pids) and "<defunct>" not in words}


def gone(pids, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while alive(pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
