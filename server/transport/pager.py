"""The pager: a signed webhook that says that somebody must look, and nothing of what was said."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import aiohttp
import msgspec

from server.domain.flag import Flag
from server.services.alerting import Answer

PATIENCE: Final = aiohttp.ClientTimeout(total=5)
SIGNATURE: Final = "X-Warmline-Signature"  # t=<unix seconds>,v1=<hex of HMAC-SHA256("t.body")>


class Page(msgspec.Struct, frozen=True):
    """What is sent. `console` is where to look."""

    flag: str
    conversation: str
    level: int
    state: str
    raised_at: datetime
    overdue_seconds: int
    console: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Delivered only where the other side answers with a 2xx. Follows no redirect."""

    url: str
    secret: bytes
    console: str
    now: Callable[[], datetime]

    async def __call__(self, flag: Flag) -> Answer:
        body = msgspec.json.encode(self._page(flag))
        headers = {"Content-Type": "application/json", SIGNATURE: self.signed(body)}
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE) as session,
                session.post(self.url, data=body, headers=headers, allow_redirects=False) as said,
            ):
                return Answer(delivered=200 <= said.status < 300, status=str(said.status))
        except TimeoutError:
            return Answer(delivered=False, status="timeout")
        except aiohttp.ClientError:
            return Answer(delivered=False, status="unreachable")

    def signed(self, body: bytes) -> str:
        """The time is signed too, so that an old page can't be played again."""
        at = str(int(self.now().timestamp()))
        mark = hmac.new(self.secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        return f"t={at},v1={mark}"

    def _page(self, flag: Flag) -> Page:
        return Page(
            flag=flag.id,
            conversation=flag.conversation,
            level=int(flag.level),
            state=flag.state.value,
            raised_at=flag.raised_at,
            overdue_seconds=max(0, int((self.now() - flag.raised_at).total_seconds())),
            console=self.console,
        )
