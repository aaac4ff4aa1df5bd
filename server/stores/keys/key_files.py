"""Small secret files, each placed whole or not at all. 0600, in a directory of 0700."""

import errno
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LOCK: Final = ".lock"
BEGUN_LONG_AGO: Final = 60.0  # seconds: nobody writes so long at so small a file
HEX: Final = "[0-9a-f]"


def place(path: Path, content: bytes, aside: Path | None = None) -> None:
    """Written aside, then linked; where two processes place it at once the first link wins."""
    aside = aside or path.parent / f".{path.name}.{secrets.token_hex(8)}"
    try:
        _write_new(aside, content)
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        _discard(aside)
    sync(path.parent)


def replace(path: Path, content: bytes) -> None:
    """The same name, other content; what stood there is overwritten where it lay. Under the lock.

    Whoever reads meanwhile looks afterwards whether it was still this file.
    """
    aside = aside_of(path)
    try:
        _write_new(aside, content)
        with path.open("r+b") as old:
            aside.replace(path)
            sync(path.parent)
            blank(old.fileno())
    finally:
        _discard(aside)


def aside_of(path: Path) -> Path:
    """For whoever has the lock: after a crash the next one knows what it is, and discards it."""
    return path.parent / f".{path.stem}.new"


def blank(handle: int) -> None:
    """As many zeros as there was content, on the disk."""
    os.lseek(handle, 0, os.SEEK_SET)
    _write(handle, bytes(os.fstat(handle).st_size))
    os.fsync(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One at a time, of all threads and processes that share these keys.

    What somebody left beside them in a crash goes first.
    """
    handle = os.open(folder / LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _sweep(folder)
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


def _sweep(folder: Path) -> None:
    """Asides by their name of today, and by that of versions which placed them without the lock."""
    old = time.time() - BEGUN_LONG_AGO
    for left in folder.glob(".*.new"):
        _discard(left)
    for left in folder.glob("." + 16 * HEX):
        with suppress(FileNotFoundError):  # its owner was only slow
            if left.stat().st_mtime < old:
                _discard(left)


def _discard(aside: Path) -> None:
    """One that was linked is the key itself by now, and loses only this name."""
    try:
        with aside.open("r+b") as file:
            if os.fstat(file.fileno()).st_nlink == 1:
                blank(file.fileno())
    except FileNotFoundError:  # renamed, or never begun
        return
    aside.unlink()
    sync(aside.parent)


def _write_new(path: Path, content: bytes) -> None:
    """Whole, or it raises."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _write(handle, content)
        os.fsync(handle)
        if os.fstat(handle).st_size != len(content):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
    finally:
        os.close(handle)


def _write(handle: int, content: bytes) -> None:
    """The system writes what still fits, and refuses only the next piece."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
