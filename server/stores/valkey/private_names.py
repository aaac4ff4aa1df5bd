"""Names in Valkey for what nobody shall read there: an address, a name, a visit."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from redis.asyncio import Redis

from server.stores.valkey import keys


@dataclass(frozen=True, slots=True)
class PrivateNames:
    """By a key of the day, made by whoever comes first. It lives in Valkey only, and not long."""

    valkey: Redis
    now: Callable[[], datetime]

    async def counter(self, what: str, of: str) -> str:
        (digest,) = digests(await self.key(), [f"{what}:{of}"])
        return keys.counter(what, digest)

    async def key(self) -> bytes:
        name = keys.day_key(self.now().astimezone(UTC).date())
        new = secrets.token_bytes(32)
        known = await self.valkey.set(name, new, nx=True, get=True, ex=keys.DAY_KEY_LIFE)
        return cast("bytes | None", known) or new


def digests(key: bytes, said: list[str]) -> list[str]:
    return [hmac.digest(key, one.encode(), hashlib.sha256).hex()[:32] for one in said]
