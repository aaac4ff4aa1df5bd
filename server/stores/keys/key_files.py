"""Small secret files, each placed whole or not at all. 0600, in a directory of 0700."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOCK: Final = ".lock"


def place(path: Path, content: bytes) -> None:
    """Written aside, then linked; where two processes place it at once the first link wins."""
    aside = path.parent / f".{secrets.token_hex(8)}"
    _write_new(aside, content)
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    sync(path.parent)


def replace(path: Path, content: bytes) -> None:
    """The same name, other content; what stood there is overwritten where it lay.

    Whoever reads meanwhile looks afterwards whether it was still this file.
    """
    aside = path.parent / f".{secrets.token_hex(8)}"
    _write_new(aside, content)
    with path.open("r+b") as old:
        aside.replace(path)
        sync(path.parent)
        blank(old.fileno())


def blank(handle: int) -> None:
    """As many zeros as there was content, on the disk."""
    os.write(handle, bytes(os.fstat(handle).st_size))
    os.fsync(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One at a time, of all threads and processes that share these keys."""
    handle = os.open(folder / LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sync(folder: Path) -> None:
    """A file's name is on the disk only when its directory is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
