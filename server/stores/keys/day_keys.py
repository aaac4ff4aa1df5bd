"""The keys of the days: one small file each, outside SQL, Valkey and every backup."""

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from server.stores.keys.key_files import place, sync

KEY: Final = 32
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
LOOK_AGAIN: Final = 5.0  # seconds until another process's destruction is noticed


class KeyGone(Exception):
    """The key of this day was destroyed, or was never in this directory."""


class DayKeys:
    """`clock` counts in seconds. Files are 0600 in a directory of 0700."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._folder = folder
        self._clock = clock
        self._seen: dict[str, float] = {}

    def make(self, day: str) -> bytes:
        """The key of a day; where two processes make it at once, both get the same one."""
        path = self._path(day)
        if not path.exists():
            place(path, secrets.token_bytes(KEY))
        return self.read(day)

    def read(self, day: str) -> bytes:
        try:
            key = self._path(day).read_bytes()
        except FileNotFoundError:
            raise KeyGone(day) from None
        if len(key) != KEY or not any(key):  # being destroyed at this moment
            raise KeyGone(day)
        return key

    def exists(self, day: str) -> bool:
        """Asks the disk at most once in `LOOK_AGAIN` seconds."""
        now = self._clock()
        seen = self._seen.get(day)
        if seen is not None and 0 <= now - seen < LOOK_AGAIN:
            return True
        if not self._path(day).exists():
            self._seen.pop(day, None)
            return False
        self._seen[day] = now
        return True

    def destroy(self, day: str) -> None:
        path = self._path(day)
        self._seen.pop(day, None)
        try:
            _overwrite(path)
            path.unlink()
        except FileNotFoundError:
            return
        sync(self._folder)

    def all(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("*.key") if DAY.fullmatch(path.stem))

    def _path(self, day: str) -> Path:
        if not DAY.fullmatch(day):
            raise KeyGone(day)
        return self._folder / f"{day}.key"


def _overwrite(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY)
    try:
        os.write(handle, bytes(KEY))
        os.fsync(handle)
    finally:
        os.close(handle)
