"""`python -m server.cli …` without loading it: forked off a process that has loaded all of it.

Loading takes two thirds of the processor time of a start, and the tests start hundreds. What
differs is what stands before `main`; the command itself is started by tests/cli and tests/dev.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.dev.checkout import ROOT

LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload(["tests.journeys.loaded"])


class Forked:
    """As far as the tests ask, a `subprocess.Popen`."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str], out: Path, err: Path) -> None:
        """What it prints is added to these files, which may be one."""
        self._process = LOADED.Process(target=_main, args=(tuple(words), dict(env), out, err))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Its exit status; -9 after SIGKILL."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        self._process.join(timeout)
        status = self.poll()
        if status is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return status

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def done(
    words: Sequence[str], env: Mapping[str, str], within: float = 240
) -> subprocess.CompletedProcess[str]:
    """A command to its end, as `subprocess.run` gives it."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = Forked(words, env, out, err)
        try:
            status = process.wait(within)
        finally:
            process.kill()
        return subprocess.CompletedProcess(words, status, out.read_text(), err.read_text())


def _main(words: Sequence[str], env: Mapping[str, str], out: Path, err: Path) -> None:
    for path, ours in ((out, 1), (err, 2)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.dup2(file, ours)
        os.close(file)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(ROOT)
    sys.argv = ["warmline", *words]
    from server import cli  # noqa: PLC0415 - where it is loaded already

    cli.main()
