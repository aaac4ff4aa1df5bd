"""Whoever ends a measurement leaves no process of it behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.places import ROOT
from server.bench.house import UP_WITHIN, house
from server.bench.tools import CannotMeasure

MEASURING = """
import sys, time
from pathlib import Path
from server.bench.house import valkey
from server.bench.tools import unwind_when_ended
unwind_when_ended()
with valkey(Path(sys.argv[1])) as (_, pid):
    print(pid, flush=True)
    time.sleep(600)
"""


def test_who_ends_a_measurement_ends_what_it_started(data_dir):
    command = [sys.executable, "-c", MEASURING, str(data_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as measuring:
        try:
            valkey = int(measuring.stdout.readline())
            assert lives(valkey)
            measuring.send_signal(signal.SIGTERM)
            measuring.wait(60)
        finally:
            measuring.kill()
    deadline = time.monotonic() + 60
    while lives(valkey):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def lives(pid):
    """Not gone, and not only waiting to be taken off the list."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_measurement_whose_service_cannot_start_says_so_at_once(data_dir):
    def no_keys(settings):
        shutil.rmtree(settings.data_dir / "keys", ignore_errors=True)
        (settings.data_dir / "keys").write_text("not a folder")

    began = time.monotonic()
    with pytest.raises(CannotMeasure, match="ended at its start"), house(data_dir, prepare=no_keys):
        raise AssertionError
    assert time.monotonic() - began < UP_WITHIN
