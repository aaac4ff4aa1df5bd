"""The addresses of the page for who tells later: asked for, and sent as a plain form."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec
import structlog
from aiohttp import web
from msgspec import Meta

from config.texts import Later
from server.domain.later import LaterAnswer, Reached, Safe
from server.domain.refusal import Code, Refusal
from server.transport.pages.built import Entry
from server.transport.pages.later import ADDRESS, LONGEST, Asked, later_page, thanks_page
from server.transport.pages.shown import Shown

PATIENCE: Final = 10.0  # seconds for a form to arrive, and again for it to be kept
MOST_BYTES: Final = 4096
AddressOf = Callable[[web.Request], str]
Answer = Callable[[str, str, LaterAnswer], Awaitable[None]]

log = structlog.get_logger(__name__)


class _Sent(msgspec.Struct, frozen=True):
    code: Annotated[str, Meta(max_length=LONGEST)] = ""
    reached: Reached | None = None
    helped: Annotated[int, Meta(ge=1, le=3)] | None = None
    safe: Safe | None = None
    country: Annotated[str, Meta(max_length=2)] = ""
    show: Literal["lines"] | None = None  # only what is shown changes: nothing is told yet

    @property
    def answer(self) -> LaterAnswer:
        return LaterAnswer(self.reached, self.helped, self.safe)


@dataclass(frozen=True, slots=True)
class TellingLater:
    """No cookie, no Origin: a browser that tells no referrer names none, and the code is enough."""

    shown: Callable[[web.Request], Shown]
    entry: Entry
    answer: Answer
    address_of: AddressOf

    def routes(self) -> list[web.RouteDef]:
        return [web.get(ADDRESS, self.ask), web.post(ADDRESS, self.hear)]

    async def ask(self, request: web.Request) -> web.Response:
        return _page(later_page(self.shown(request), self.entry, Asked()))

    async def hear(self, request: web.Request) -> web.Response:
        sent = await _sent(request)
        shown = self.shown(request).where(sent.country)
        if sent.show:
            return _page(later_page(shown, self.entry, Asked(sent.code, sent.answer)))
        told = shown.texts.later
        status, wrong = await self._kept(self.address_of(request), sent, told)
        if wrong:
            asked = Asked(sent.code, sent.answer, wrong)
            return _page(later_page(shown, self.entry, asked), status)
        return _page(thanks_page(shown, self.entry, sent.answer))

    async def _kept(self, address: str, sent: _Sent, told: Later) -> tuple[int, str]:
        """The status, and what is wrong. Whatever it is, the page comes: help is on it."""
        if not sent.answer.says_something:
            return 422, told.empty
        try:
            async with asyncio.timeout(PATIENCE):
                await self.answer(address, sent.code, sent.answer)
        except Refusal as refusal:
            fast = refusal.code is Code.TOO_FAST
            return (429, told.too_fast) if fast else (404, told.unknown)
        except Exception:  # nothing that fails here may keep the numbers from who needs them
            log.exception("not kept")
            return 503, told.trouble
        return 200, ""


async def _sent(request: web.Request) -> _Sent:
    """Raises 400 for what no form of ours sends."""
    if (request.content_length or MOST_BYTES + 1) > MOST_BYTES:
        raise web.HTTPBadRequest(text="not a form of ours")
    try:
        async with asyncio.timeout(PATIENCE):
            fields: Mapping[str, object] = {k: v for k, v in (await request.post()).items() if v}
        return msgspec.convert(fields, _Sent, strict=False)
    except (msgspec.ValidationError, TimeoutError, ValueError):
        raise web.HTTPBadRequest(text="not a form of ours") from None


def _page(text: str, status: int = 200) -> web.Response:
    answer = web.Response(text=text, content_type="text/html", status=status)
    answer.enable_compression()
    return answer
