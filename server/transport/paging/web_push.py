"""The pager by Web Push: to the browsers of moderators who asked for it."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

import aiohttp
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from server.domain.flag import Flag
from server.domain.paging import NOBODY_ASKED
from server.domain.push import PushSubscription
from server.services.risk.paging import Answer
from server.transport.paging.page import page_of
from server.transport.paging.push_sealing import proof, sealed

PATIENCE: Final = aiohttp.ClientTimeout(total=5)
LIFE: Final = 300  # seconds for which the push service may keep it; then the clock comes round
GONE: Final = (404, 410)
NO_KEY: Final = "no key to seal for"
NOBODY: Final = Answer(delivered=False, status=NOBODY_ASKED)


class Subscriptions(Protocol):
    async def of_moderators(self) -> list[PushSubscription]: ...
    async def remove(self, endpoint: str) -> None: ...


@dataclass(frozen=True, slots=True)
class WebPush:
    """Delivered where a push service has taken it for one browser at least.

    `sender` is how a push service can reach whoever runs this: mailto: or https:.
    """

    subscriptions: Subscriptions
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    sender: str
    console: str
    now: Callable[[], datetime]

    async def page(self, flag: Flag) -> Answer:
        """To all at once; never to the one whom a report is about, or who asks the others."""
        found = await self.subscriptions.of_moderators()
        wanted = [one for one in found if one.staff != flag.barred]
        if not wanted:
            return NOBODY
        words = msgspec.json.encode(page_of(flag, self.console, self.now()))
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            statuses = await asyncio.gather(
                *(self._pushed(session, one, words, flag.id) for one in wanted)
            )
        taken = any(status.startswith("2") for status in statuses)
        return Answer(delivered=taken, status=_counted(statuses))

    async def reach(self) -> Answer:
        """Whether anybody has asked for it: a push service can be tried only by a push."""
        found = await self.subscriptions.of_moderators()
        return Answer(delivered=True, status=f"{len(found)} browsers") if found else NOBODY

    async def _pushed(
        self, session: aiohttp.ClientSession, one: PushSubscription, words: bytes, topic: str
    ) -> str:
        """A status, or a word. A subscription that is over, or never was one, is taken away."""
        try:
            headers, body = self._headers(one.endpoint, topic), sealed(one, words)
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

    def _headers(self, endpoint: str, topic: str) -> dict[str, str]:
        return {
            "Authorization": proof(self.key, endpoint, self.sender, self.now().timestamp()),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(LIFE),
            "Topic": topic,  # a newer one of the same flag takes its place
            "Urgency": "high",
        }


def _counted(statuses: list[str]) -> str:
    """Each with how often it came."""
    return ", ".join(f"{count} × {status}" for status, count in sorted(Counter(statuses).items()))
