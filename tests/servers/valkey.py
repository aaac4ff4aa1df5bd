"""A Valkey of the tests' own, which a test may kill and start again."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server.bootstrap import valkey
from server.bootstrap.children import end_with_parent


class ValkeyServer:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="wl-valkey-")
        self.socket = Path(self._folder.name) / "v.sock"
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        command = valkey.command(valkey.binary(Path(sys.prefix)), self.socket)
        self._process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            preexec_fn=end_with_parent,  # noqa: PLW1509  # from the main thread
        )
        deadline = time.monotonic() + 100
        while not valkey.answers(self.socket):
            assert self._process.poll() is None, "Valkey ended while it was starting"
            assert time.monotonic() < deadline, "Valkey did not answer within 100 s"
            time.sleep(0.01)

    def flush(self) -> None:
        assert valkey.ask(self.socket, b"FLUSHALL\r\n") == b"+OK\r\n"

    def revive(self) -> None:
        """It runs again, where it was killed."""
        if self._process.poll() is not None:
            self.start()

    def kill(self) -> None:
        """As a crash does it: nothing is said to anybody."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(100)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        self._folder.cleanup()
