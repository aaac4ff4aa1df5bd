"""The keys of the days: one small file each, outside SQL, Valkey and every backup."""

import os
import re
import secrets
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from server.stores.keys import branches
from server.stores.keys.key_files import alone_in, aside_of, blank, place, replace, sync

WHOLE: Final = 32  # of a day that was begun before single keys could be destroyed
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
LOOK_AGAIN: Final = 5.0  # seconds until another process's destruction is noticed


class KeyGone(Exception):
    """The key of this day was destroyed, or this one of that day, or was never here."""


class DayKeys:
    """`clock` counts in seconds. Files are 0600 in a directory of 0700."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._folder = folder
        self._clock = clock
        self._seen: dict[str, float] = {}

    def make(self, day: str) -> None:
        """Where two processes make it at once, both have the same one."""
        path = self._path(day)
        if path.exists():
            return
        with alone_in(self._folder):
            place(path, branches.planted(secrets.token_bytes(branches.SEED)), aside_of(path))

    def key(self, day: str, at: int) -> bytes:
        """One of the day's many. Raises KeyGone."""
        kept = self._read(day)
        found = kept if len(kept) == WHOLE else branches.leaf(kept, at)
        if found is None:
            raise KeyGone(day)
        return found

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

    def destroy_some(self, day: str, which: Collection[int]) -> None:
        """The others of the day stay. Waits for the disk. Repeating it is harmless."""
        with alone_in(self._folder):
            try:
                kept = self._read(day)
            except KeyGone:
                return
            if len(kept) != WHOLE and (left := branches.without(kept, which)) != kept:
                replace(self._path(day), left)

    def destroy(self, day: str) -> None:
        path = self._path(day)
        self._seen.pop(day, None)
        with alone_in(self._folder):
            try:
                with path.open("r+b") as file:
                    blank(file.fileno())
                path.unlink()
            except FileNotFoundError:
                return
            sync(self._folder)

    def all(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("*.key") if DAY.fullmatch(path.stem))

    def _read(self, day: str) -> bytes:
        """As it stands now: one that was being replaced meanwhile is read anew."""
        path = self._path(day)
        try:
            while True:
                with path.open("rb") as file:
                    kept = file.read()
                    if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                        break
        except FileNotFoundError:
            raise KeyGone(day) from None
        if not _is_key(kept):  # damaged, or being destroyed at this moment
            raise KeyGone(day)
        return kept

    def _path(self, day: str) -> Path:
        if not DAY.fullmatch(day):
            raise KeyGone(day)
        return self._folder / f"{day}.key"


def damaged(folder: Path) -> list[str]:
    """Days of which nothing can be read and under which nothing can begin."""
    kept = sorted(path for path in folder.glob("*.key") if DAY.fullmatch(path.stem))
    return [path.stem for path in kept if not _is_key(path.read_bytes())]


def _is_key(kept: bytes) -> bool:
    return any(kept) and (len(kept) == WHOLE or len(kept) % branches.SIZE == 0)
