"""The outside responder by webhook: a signed POST of what is approved, then signed questions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import aiohttp
import msgspec

from server.domain.responding import Heard, Reply, ToSend
from server.transport.signing import SIGNATURE, signed

PATIENCE: Final = aiohttp.ClientTimeout(total=5)
LONGEST: Final = 4096  # bytes of an answer that are read
NOBODY: Final = "doctor"  # an id that belongs to nothing that was sent
ONCE: Final = "Idempotency-Key"


class Sent(msgspec.Struct, frozen=True):
    """All that leaves: the words that may be passed on, and nothing else of the conversation."""

    id: str
    summary: str
    language: str
    level: int
    without_consent: bool


class Said(msgspec.Struct, frozen=True):
    """What the other side answers. An empty body is `received`."""

    status: Heard = Heard.RECEIVED
    reference: str = ""


@dataclass(frozen=True, slots=True)
class WebResponder:
    """Follows no redirect: what is said of somebody goes where it was meant to, or nowhere."""

    url: str
    secret: bytes = field(repr=False)
    now: Callable[[], datetime]

    async def send(self, one: ToSend) -> Reply:
        id_ = one.sending.id
        sent = Sent(id_, one.summary, one.language, int(one.level), one.without_consent)
        body = msgspec.json.encode(sent)
        headers = {**self._headers(body), "Content-Type": "application/json", ONCE: id_}
        return await self._asked("POST", self.url, data=body, headers=headers)

    async def ask(self, one: ToSend) -> Reply:
        """The id is what is signed."""
        id_ = one.sending.id
        headers = self._headers(id_.encode())
        return await self._asked("GET", f"{self.url.rstrip('/')}/{id_}", headers=headers)

    async def reach(self) -> Reply:
        """A signed question about nobody, to see who answers there."""
        return await self._asked(
            "GET", f"{self.url.rstrip('/')}/{NOBODY}", headers=self._headers(NOBODY.encode())
        )

    def _headers(self, body: bytes) -> dict[str, str]:
        return {SIGNATURE: signed(self.secret, body, self.now())}

    async def _asked(self, method: str, url: str, **more: Any) -> Reply:
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE) as session,
                session.request(method, url, allow_redirects=False, **more) as said,
            ):
                taken = 200 <= said.status < 300
                body = await said.content.read(LONGEST) if taken else b""
                return _reply(str(said.status), body, taken=taken)
        except TimeoutError:
            return Reply(taken=False, status="timeout")
        except aiohttp.ClientError:
            return Reply(taken=False, status="unreachable")


def _reply(status: str, body: bytes, *, taken: bool) -> Reply:
    if not taken:
        return Reply(taken=False, status=status)
    try:
        said = msgspec.json.decode(body, type=Said) if body.strip() else Said()
    except msgspec.MsgspecError:  # it has it; what else it says is not for us
        return Reply(taken=True, status=status)
    return Reply(taken=True, status=status, heard=said.status, reference=said.reference[:200])
