"""Words are sealed under a key for each conversation, and that under one of its day's keys."""

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.stores.keys.day_keys import DayKeys, KeyGone

__all__ = ["KeyGone", "SealedKey", "Unreadable", "Vault"]

NONCE: Final = 12
KEY: Final = 32
KEPT_OPEN: Final = 4096  # conversations whose key stays unwrapped in memory


log = structlog.get_logger()


class Unreadable(Exception):
    """What was kept is not what was sealed here: damaged, or moved from elsewhere."""


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A conversation's key, readable only with what is kept of `day` outside the database.

    The number with which it was wrapped says which of the day's keys that is.
    """

    day: str
    wrapped: bytes = field(repr=False)


class Vault:
    """Seals and unseals. `about` says what a text is: none can be put in another's place."""

    def __init__(self, keys_dir: Path, now: Callable[[], datetime]) -> None:
        self._now = now
        self._days = DayKeys(keys_dir, lambda: now().timestamp())
        self._open: OrderedDict[tuple[str, SealedKey], AESGCM] = OrderedDict()

    def new_key(self, conversation_id: str) -> SealedKey:
        day = self._now().astimezone(UTC).date().isoformat()
        self._days.make(day)
        nonce = os.urandom(NONCE)
        try:
            wrapping = AESGCM(self._days.key(day, _which(nonce)))
        except KeyGone:
            log.error("key of today is damaged: nothing can begin", day=day)  # noqa: TRY400
            raise
        bound = _bound(day, conversation_id.encode())
        return SealedKey(day, nonce + wrapping.encrypt(nonce, os.urandom(KEY), bound))

    def seal(self, conversation_id: str, key: SealedKey, plaintext: bytes, about: bytes) -> bytes:
        """Raises KeyGone where the day's key was destroyed."""
        return _seal(self._opened(conversation_id, key), plaintext, _bound(conversation_id, about))

    def unseal(self, conversation_id: str, key: SealedKey, sealed: bytes, about: bytes) -> bytes:
        """Raises KeyGone where the day's key was destroyed, Unreadable where it does not fit."""
        opened = self._opened(conversation_id, key)
        return _unseal(opened, sealed, _bound(conversation_id, about))

    async def destroy(self, keys: Collection[SealedKey]) -> None:
        """From now on none of these opens, wherever else a copy of it lies; the others of their
        days do. Repeating it is harmless.

        Of a day that was begun by a version which could not do this they open until it is over.
        """
        gone = set(keys)
        for day in {key.day for key in gone}:
            these = [_which(key.wrapped) for key in gone if key.day == day]
            await asyncio.to_thread(self._days.destroy_some, day, these)
        for known in [known for known in self._open if known[1] in gone]:
            del self._open[known]

    def destroy_day(self, day: str) -> None:
        """From now on nothing of this day's conversations can be read. Repeating it is harmless."""
        self._days.destroy(day)
        self._forget_day(day)

    def opens(self, day: str) -> bool:
        """Is this day's key there?"""
        return self._days.exists(day)

    def days(self) -> list[str]:
        """The days whose keys exist, oldest first."""
        return self._days.all()

    def _opened(self, conversation_id: str, key: SealedKey) -> AESGCM:
        if not self._days.exists(key.day):
            self._forget_day(key.day)
            raise KeyGone(key.day)
        known = (conversation_id, key)
        opened = self._open.get(known)
        if opened is None:
            opened = self._open[known] = self._unwrapped(conversation_id, key)
        self._open.move_to_end(known)
        if len(self._open) > KEPT_OPEN:
            self._open.popitem(last=False)
        return opened

    def _unwrapped(self, conversation_id: str, key: SealedKey) -> AESGCM:
        wrapping = AESGCM(self._days.key(key.day, _which(key.wrapped)))
        return AESGCM(_unseal(wrapping, key.wrapped, _bound(key.day, conversation_id.encode())))

    def _forget_day(self, day: str) -> None:
        for known in [known for known in self._open if known[1].day == day]:
            del self._open[known]


def _which(wrapped: bytes) -> int:
    """Of its day's keys: told by how it begins, which nobody can choose."""
    return int.from_bytes(wrapped[:8])


def _bound(first: str, second: bytes) -> bytes:
    """Both, told apart by the first one's length."""
    name = first.encode()
    return len(name).to_bytes(2) + name + second


def _seal(key: AESGCM, plaintext: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + key.encrypt(nonce, plaintext, bound)


def _unseal(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    try:
        return key.decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Unreadable from None
