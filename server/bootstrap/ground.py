"""What must be so before anything is started: a free port, room on the disk, nobody else here."""

import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap.failure import CannotStart
from server.bootstrap.packages import PYTHON

MEGABYTE: Final = 1_000_000
TO_RUN: Final = 100 * MEGABYTE
TO_INSTALL: Final = 1_000 * MEGABYTE


def port(environ: Mapping[str, str]) -> int:
    """The port to listen on, found free at this moment."""
    words = environ.get("PORT") or "8000"
    if not words.isdecimal() or not 0 < int(words) < 65536:
        raise CannotStart(f"PORT={words} is not a port: set a number from 1 to 65535.")
    _try_to_bind(environ.get("WARMLINE_HOST") or "127.0.0.1", int(words))
    return int(words)


def _try_to_bind(host: str, number: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except (OSError, UnicodeError) as refused:
            raise CannotStart(_why_not(refused, host, number)) from None


def _why_not(refused: Exception, host: str, number: int) -> str:
    reason = getattr(refused, "errno", None)
    if reason == errno.EADDRINUSE:
        other = number + 1 if number < 65535 else 8000
        return f"Port {number} is in use: end what has it, or choose another, such as PORT={other}."
    if reason in {errno.EACCES, errno.EPERM}:
        return f"This account may not use port {number}: choose one above 1023, such as PORT=8000."
    return f"WARMLINE_HOST={host} is not an address of this machine: set 127.0.0.1 or 0.0.0.0."


def room_on_disk(*folders: Path) -> None:
    needed = TO_RUN if PYTHON.exists() else TO_INSTALL
    for folder in folders:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise CannotStart(
                f"The disk is nearly full: {folder} needs {needed // MEGABYTE} MB and has "
                f"{free // MEGABYTE} MB. Free some space, then run this again."
            )


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """One service for each data directory. The lock goes with the process, however it ends."""
    busy = (
        f"Warmline is running already with {data}: end it, "
        "or set PORT and WARMLINE_DATA_DIR to run another beside it."
    )
    with _locked(data / "run.lock", busy):
        yield


@contextmanager
def alone_in_checkout() -> Iterator[None]:
    busy = "Another `make` is preparing this checkout: wait until it is done, then run this again."
    with _locked(ROOT / "var" / "tools" / "prepare.lock", busy):
        yield


@contextmanager
def _locked(path: Path, busy: str) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(busy) from None
        os.set_inheritable(file.fileno(), False)
        yield
