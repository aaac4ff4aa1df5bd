"""A Valkey of the tests' own that a sentinel watches over, which is asked where it is."""

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
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="wl-sentinel-")
        self._port, self._sentinel = free_ports(2)
        self._processes: list[subprocess.Popen] = []

    @property
    def url(self) -> str:
        return f"redis+sentinel://127.0.0.1:{self._sentinel}/{NAME}"

    def start(self) -> None:
        settings = Path(self._folder.name) / "sentinel.conf"
        settings.write_text(
            f"port {self._sentinel}\nbind 127.0.0.1\ndir {self._folder.name}\n"
            f"sentinel monitor {NAME} 127.0.0.1 {self._port} 1\n"
        )
        binary = str(valkey.binary(Path(sys.prefix)))
        self._begin(binary, "--port", str(self._port), "--bind", "127.0.0.1", "--save", "")
        self._begin(binary, str(settings), "--sentinel")
        for port in (self._port, self._sentinel):
            self._until_answered(port)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait(10)
        self._folder.cleanup()

    def _begin(self, *command: str) -> None:
        self._processes.append(
            subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                cwd=self._folder.name,
                preexec_fn=end_with_parent,  # noqa: PLW1509  # from the main thread
            )
        )

    def _until_answered(self, port: int) -> None:
        deadline = time.monotonic() + 20
        while not _answers(port):
            assert time.monotonic() < deadline, "Valkey did not answer within 20 s"
            time.sleep(0.02)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as link:
            link.sendall(b"PING\r\n")
            return link.recv(64) == b"+PONG\r\n"
    except OSError:
        return False
