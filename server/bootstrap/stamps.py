"""A stamp beside what was made says what it was made from; the same again is not made again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from config.places import ROOT


def digest(paths: Iterable[Path], *also: str) -> str:
    """Of the files' names and contents, in one order, and of the words given beside them."""
    whole = hashlib.sha256("\0".join(also).encode())
    for path in sorted(paths):
        whole.update(f"\0{path.relative_to(ROOT)}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def is_fresh(stamp: Path, made_from: str) -> bool:
    return stamp.exists() and stamp.read_text() == made_from


def put(stamp: Path, made_from: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)
