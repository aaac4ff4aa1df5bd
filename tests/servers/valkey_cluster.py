"""A Valkey in cluster mode of the tests' own: one node, which holds every slot."""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server.bootstrap import valkey
from server.bootstrap.children import end_with_parent
from tests.journeys.service import free_ports

SLOTS = 16_384


class ValkeyCluster:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="wl-cluster-")
        self.port, self._bus = free_ports(2)
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis+cluster://127.0.0.1:{self.port}"

    def start(self) -> None:
        options = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "cluster-enabled": "yes",
            "cluster-port": str(self._bus),
            "dir": self._folder.name,
            "save": "",
            "loglevel": "warning",
        }
        words = (word for name, value in options.items() for word in (f"--{name}", value))
        self._process = subprocess.Popen(
            (valkey.binary(Path(sys.prefix)), *words),
            stdout=subprocess.DEVNULL,
            preexec_fn=end_with_parent,  # noqa: PLW1509  # from the main thread
        )
        self._until("PING", b"+PONG")
        assert self._ask(f"CLUSTER ADDSLOTSRANGE 0 {SLOTS - 1}").startswith((b"+OK", b"-ERR Slot"))
        self._until("CLUSTER INFO", b"cluster_state:ok")

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait(100)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        self._folder.cleanup()

    def _until(self, command: str, answer: bytes) -> None:
        deadline = time.monotonic() + 100
        while answer not in self._ask(command):
            assert self._process.poll() is None, "Valkey ended while it was starting"
            assert time.monotonic() < deadline, "Valkey did not answer within 100 s"
            time.sleep(0.02)

    def _ask(self, command: str) -> bytes:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
                link.sendall(f"{command}\r\n".encode())
                return link.recv(4096)
        except OSError:
            return b""
