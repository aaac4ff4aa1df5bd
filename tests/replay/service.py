"""The real service in processes of its own: web and worker, which a test may kill."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

UP_WITHIN = 40.0
SERVER = (sys.executable, "-m", "server.cli")
ROOT = Path(__file__).parents[2]


class Service:
    def __init__(self, env, logs):
        self.env = env
        self.url = f"http://127.0.0.1:{env['PORT']}"
        self._logs = logs
        self._running = {}

    def start(self, name):
        with (self._logs / f"{name}.log").open("ab") as log:
            command = [*SERVER, name]
            self._running[name] = subprocess.Popen(
                command, env=self.env, cwd=ROOT, stdout=log, stderr=log
            )

    def kill(self, name):
        """As a crash does it: nothing is said to anybody."""
        process = self._running.pop(name)
        process.kill()
        process.wait(10)

    async def ready(self):
        deadline = time.monotonic() + UP_WITHIN
        while not await asyncio.to_thread(self._answers):
            assert time.monotonic() < deadline, f"not ready within {UP_WITHIN} s"
            for name, process in self._running.items():
                assert process.poll() is None, f"{name} ended while it was starting"
            await asyncio.sleep(0.1)

    def close(self):
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait(20)

    def said(self):
        """Everything in the logs."""
        return "".join(log.read_text() for log in self._logs.glob("*.log"))

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return b'"worker"' not in answer.read()
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def serving(*, port, valkey, database, folder):
    env = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    env |= {
        "PORT": str(port),
        "REDIS_URL": valkey,
        "DATABASE_URL": database,
        "WARMLINE_DATA_DIR": str(folder),
        "WARMLINE_ORIGINS": f"http://127.0.0.1:{port}",
    }
    service = Service(env, folder)
    service.start("worker")
    service.start("web")
    try:
        yield service
    finally:
        service.close()
