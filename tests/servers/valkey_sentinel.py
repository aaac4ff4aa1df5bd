"""Valkeys of the tests' own that a sentinel watches over, which is asked where they are."""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server.bootstrap import valkey
from server.bootstrap.children import end_with_parent
from tests.journeys.service import free_ports

NAME = "line"


class ValkeyBySentinel:
    """`servers` by port: the first is the one that is named, the others are copies of it."""

    def __init__(self, copies: int = 0, rules: str = "") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="wl-sentinel-")
        self.sentinel, self._first, *self._copies = free_ports(2 + copies)
        self._rules = rules
        self._watching: subprocess.Popen | None = None
        self.servers: dict[int, subprocess.Popen] = {}

    @property
    def url(self) -> str:
        return f"redis+sentinel://127.0.0.1:{self.sentinel}/{NAME}"

    def start(self) -> None:
        settings = Path(self._folder.name) / "sentinel.conf"
        settings.write_text(
            f"port {self.sentinel}\nbind 127.0.0.1\ndir {self._folder.name}\n"
            f"sentinel monitor {NAME} 127.0.0.1 {self._first} 1\n{self._rules}"
        )
        for port in (self._first, *self._copies):
            self.begin(port)
        self._watching = self._run(str(settings), "--sentinel")
        self._until_answered(self.sentinel)

    def begin(self, port: int) -> None:
        """One of the Valkeys; whether it is the first or a copy the sentinel says later."""
        copy = ("--replicaof", f"127.0.0.1 {self._first}") if port in self._copies else ()
        here = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--repl-diskless-load")
        self.servers[port] = self._run(*here, "swapdb", *copy)
        self._until_answered(port)

    def close(self) -> None:
        for process in (self._watching, *self.servers.values()):
            if process is not None:
                process.kill()
                process.wait(10)
        self._folder.cleanup()

    def _run(self, *words: str) -> subprocess.Popen:
        return subprocess.Popen(
            (str(valkey.binary(Path(sys.prefix))), *words),
            stdout=subprocess.DEVNULL,
            cwd=self._folder.name,
            preexec_fn=end_with_parent,  # noqa: PLW1509  # from the main thread
        )

    def _until_answered(self, port: int) -> None:
        deadline = time.monotonic() + 60
        while not _answers(port):
            assert time.monotonic() < deadline, "Valkey did not answer within 60 s"
            time.sleep(0.02)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as link:
            link.sendall(b"PING\r\n")
            return link.recv(64) == b"+PONG\r\n"
    except OSError:
        return False
