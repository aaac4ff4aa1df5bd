"""Argon2id off the event loop, a few at a time: each takes 64 MiB and a core."""

import asyncio
import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

CHOSEN: Final = PasswordHasher()
"""The defaults of argon2-cffi are RFC 9106's second recommended choice."""


class Argon2Passwords:
    def __init__(self, hasher: PasswordHasher = CHOSEN, at_once: int = 2) -> None:
        self._hasher = hasher
        self._room = asyncio.Semaphore(at_once)
        self._decoy = decoy(hasher)

    async def hash(self, password: str) -> str:
        async with self._room:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password: str, hashed: str | None) -> bool:
        async with self._room:
            fits = await asyncio.to_thread(self._verify, hashed or self._decoy, password)
        return fits and hashed is not None

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


@cache
def decoy(hasher: PasswordHasher) -> str:
    """What a name that nobody has is compared with. One for a process: it costs as a sign-in."""
    return hasher.hash(secrets.token_hex(16))
