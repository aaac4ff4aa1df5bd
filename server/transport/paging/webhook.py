"""The pager by webhook: a signed POST that says that somebody must look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import aiohttp
import msgspec

from server.domain.flag import Flag
from server.services.risk.paging import Answer
from server.transport.paging.page import page_of
from server.transport.signing import SIGNATURE, signed

PATIENCE: Final = aiohttp.ClientTimeout(total=5)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Delivered only where the other side answers with a 2xx. Follows no redirect."""

    url: str
    secret: bytes
    console: str
    now: Callable[[], datetime]

    async def page(self, flag: Flag) -> Answer:
        body = msgspec.json.encode(page_of(flag, self.console, self.now()))
        headers = {"Content-Type": "application/json", SIGNATURE: self.signed(body)}
        status = await self._asked("POST", data=body, headers=headers)
        return Answer(delivered=status.startswith("2"), status=status)

    async def reach(self) -> Answer:
        """Whether anybody answers there, without calling anybody."""
        status = await self._asked("HEAD")
        return Answer(delivered=status.isdecimal(), status=status)

    async def _asked(self, method: str, **more: Any) -> str:
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE) as session,
                session.request(method, self.url, allow_redirects=False, **more) as said,
            ):
                return str(said.status)
        except TimeoutError:
            return "timeout"
        except aiohttp.ClientError:
            return "unreachable"

    def signed(self, body: bytes) -> str:
        """The time is signed too, so that an old page can't be played again."""
        return signed(self.secret, body, self.now())
