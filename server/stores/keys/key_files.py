"""Small secret files, each placed whole or not at all. 0600, in a directory of 0700."""

import os
import secrets
from pathlib import Path


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
