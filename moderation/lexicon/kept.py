"""Prepared lexicons are kept from one start to the next: preparing takes most of a start."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from moderation.lexicon.prepared import Prepared
from moderation.lexicon.wrongs import read_lexicon

ROOT: Final = Path(__file__).parents[1]
MADE_BY: Final = ("reading/*", "lexicon/*", "verdict.py")
"""What else a prepared lexicon depends on."""
SUFFIX: Final = ".prepared"

DECODE: Final = msgspec.msgpack.Decoder(Prepared).decode
ENCODE: Final = msgspec.msgpack.encode


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder may be thrown away at any time; without one nothing is kept."""

    folder: Path | None = None

    def prepared(self, path: Path) -> Prepared:
        """Of the file as it is now. Raises BadConfig, which names every wrong line."""
        key = _key(path)
        if self.folder is None or not key:
            return read_lexicon(path)
        place = self.folder / f"{path.stem}{SUFFIX}"
        found = _read(place, key)
        if found is None:
            found = read_lexicon(path)
            if _key(path) == key:  # else it was changed meanwhile
                _write(place, key, ENCODE(found))
        return found


def _key(path: Path) -> bytes:
    """Changes with the file, with what reads it, and with Python; empty if there is no file."""
    try:
        return hashlib.sha256(_code() + path.read_bytes()).digest()
    except OSError:
        return b""


@cache
def _code() -> bytes:
    read = hashlib.sha256(sys.version.encode())
    for path in _sources():
        read.update(path.read_bytes())
    return read.digest()


def _sources() -> Iterator[Path]:
    for pattern in MADE_BY:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _read(place: Path, key: bytes) -> Prepared | None:
    """None unless it is whole and was made of the same."""
    try:
        content = place.read_bytes()
        body = content[len(key) * 2 :]
        if content.startswith(key + hashlib.sha256(body).digest()):
            return DECODE(body)
    except (OSError, msgspec.MsgspecError):
        pass
    return None


def _write(place: Path, key: bytes, body: bytes) -> None:
    """Half a file is never read. Where nothing can be written the next start takes longer."""
    fresh = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(key + hashlib.sha256(body).digest() + body)
        fresh.replace(place)
