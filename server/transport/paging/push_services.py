"""To the push services of browsers: each body sealed for one, each request signed by us."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

import aiohttp
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from server.domain.push import PushSubscription
from server.transport.paging.push_sealing import proof, sealed

PATIENCE: Final = aiohttp.ClientTimeout(total=5)
GONE: Final = (404, 410)
NO_KEY: Final = "no key to seal for"


class Kept(Protocol):
    async def remove(self, endpoint: str) -> None: ...


class Push(msgspec.Struct, frozen=True):
    """`topic`: a newer one with the same takes its place. `life`: so long it may be kept for us."""

    words: bytes
    topic: str
    life: timedelta


@dataclass(frozen=True, slots=True)
class PushServices:
    """`sender` is how a push service can reach whoever runs this: mailto: or https:."""

    subscriptions: Kept
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    sender: str
    now: Callable[[], datetime]

    async def send(self, wanted: Sequence[PushSubscription], push: Push) -> list[str]:
        """To all at once: for each a status, or a word."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            return await asyncio.gather(*(self._sent(session, one, push) for one in wanted))

    async def _sent(self, session: aiohttp.ClientSession, one: PushSubscription, push: Push) -> str:
        """A subscription that is over, or never was one, is taken away."""
        try:
            headers, body = self._headers(one.endpoint, push), sealed(one, push.words)
        except ValueError:  # nobody else's browser stays silent for it
            await self.subscriptions.remove(one.endpoint)
            return NO_KEY
        try:
            async with session.post(
                one.endpoint, data=body, headers=headers, allow_redirects=False
            ) as said:
                if said.status in GONE:
                    await self.subscriptions.remove(one.endpoint)
                return str(said.status)
        except TimeoutError:
            return "timeout"
        except aiohttp.ClientError:
            return "unreachable"

    def _headers(self, endpoint: str, push: Push) -> dict[str, str]:
        return {
            "Authorization": proof(self.key, endpoint, self.sender, self.now().timestamp()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(push.life.total_seconds())),
            "Topic": push.topic,
            "Urgency": "high",
        }


def taken(status: str) -> bool:
    return status.startswith("2")
