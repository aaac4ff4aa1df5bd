"""The addresses of the pages and of what they load."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import structlog
from aiohttp import web

from config.everything import Everything
from server.contract.room_views import RoomCard
from server.domain.opening import Door
from server.transport.pages.built import Asset, Built
from server.transport.pages.chat_words import ChatWords
from server.transport.pages.console import console_page
from server.transport.pages.countries import LINES
from server.transport.pages.headers import CLEAR, FOREVER
from server.transport.pages.languages import country_of, preferred
from server.transport.pages.plain import lines_page, lost_page
from server.transport.pages.shown import Shown
from server.transport.pages.telling_later import AddressOf, Answer, TellingLater
from server.transport.pages.visitor import visitor_page

PATIENCE: Final = 1.0  # seconds that the page waits to learn whether the line is open
VISITOR: Final = "src/visitor/main.ts"
CONSOLE: Final = "src/console/main.tsx"
PUSH: Final = "src/console/push/worker.ts"
Now = Callable[[], datetime]
AskDoor = Callable[[], Awaitable[Door]]
AskRooms = Callable[[], Awaitable[tuple[RoomCard, ...]]]
OLD_BROWSER: Final = ""  # one that does not say who asks
OWN_WISH: Final = frozenset({"same-origin", "none", OLD_BROWSER})  # a link of ours, or typed
NOT_ASKED: Final = Door()  # whether the line is open is not said on every page
NO_ROOMS: Final[tuple[RoomCard, ...]] = ()
Known = TypeVar("Known")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """What the page for later answers needs: what hears them, and where a request comes from."""

    answer: Answer
    address_of: AddressOf


@dataclass(frozen=True, slots=True)
class Pages:
    everything: Everything
    built: Built
    door: AskDoor
    rooms: AskRooms
    leave_to: str
    now: Now
    chat: ChatWords

    async def visitor(self, request: web.Request) -> web.Response:
        door = await self._known(self.door, NOT_ASKED)
        rooms = await self._known(self.rooms, NO_ROOMS)
        shown = self.shown(request, door, rooms)
        words = self.chat.addresses[shown.texts.language]
        return _page(visitor_page(shown, self.built.entry(VISITOR), words))

    async def console(self, _: web.Request) -> web.Response:
        """In the service's first language, whatever a browser likes: staff read one another."""
        first = self.everything.texts.in_order[0]
        shown = Shown(self.everything, first, NOT_ASKED, self.now(), self.leave_to)
        return _page(console_page(shown, self.built.entry(CONSOLE)))

    async def asset(self, request: web.Request) -> web.Response:
        return _file(self.built.assets.get(request.match_info["name"]), request)

    async def words(self, request: web.Request) -> web.Response:
        """Of the chat, for a page of this release."""
        return _file(self.chat.assets.get(request.path), request)

    async def push_worker(self, request: web.Request) -> web.Response:
        """At an address that stays: by it a browser knows the worker it has."""
        name = self.built.entry(PUSH).script.rpartition("/")[2]
        return web.Response(
            body=self.built.assets[name].body, content_type="text/javascript", charset="utf-8"
        )

    async def lines(self, request: web.Request) -> web.Response:
        """The numbers of any country, for who is to choose one; without a script."""
        return _page(lines_page(self.shown(request), self.built.entry(VISITOR)))

    async def lost(self, request: web.Request) -> web.Response:
        return _page(lost_page(self.shown(request), self.built.entry(VISITOR)), 404)

    async def leave(self, request: web.Request) -> web.Response:
        """Go, and have the browser forget what it holds of us, where it was asked to from here.

        Another site must not take somebody's place from them, or a moderator's pushes.
        """
        asked = request.headers.get("Sec-Fetch-Site", OLD_BROWSER)
        clearing = {"Clear-Site-Data": CLEAR} if asked in OWN_WISH else {}
        return web.Response(status=303, headers={"Location": self.leave_to, **clearing})

    def shown(
        self, request: web.Request, door: Door = NOT_ASKED, rooms: tuple[RoomCard, ...] = ()
    ) -> Shown:
        """An address that asks for a language nobody has written is as one that asks for none."""
        every = self.everything.texts
        known = tuple(one.language for one in every.in_order)
        asked = preferred(request.query.get("language", ""), known)
        accepted = request.headers.get("Accept-Language", "")
        liked = asked or preferred(accepted, known)
        shown = Shown(
            self.everything,
            every.in_language(liked or every.fallback),
            door,
            self.now(),
            self.leave_to,
            rooms,
            guess=country_of(accepted),
            asked=asked is not None,
        )
        return shown.where(request.query.get("country", ""))

    async def _known(self, ask: Callable[[], Awaitable[Known]], otherwise: Known) -> Known:
        try:
            return await asyncio.wait_for(ask(), PATIENCE)
        except Exception:
            # The numbers on this page are shown whatever else is broken.
            log.exception("opening not known")
            return otherwise


def pages_routes(
    everything: Everything,
    dist: Path,
    door: AskDoor,
    rooms: AskRooms,
    telling: Telling,
    *,
    now: Now,
    leave_to: str,
) -> list[web.RouteDef]:
    """Raises `NotBuilt` where `dist` holds no pages."""
    built = Built.read(dist)
    entry = built.entry(VISITOR)
    chat = ChatWords.of(everything, entry.script)
    pages = Pages(everything, built, door, rooms, leave_to, now, chat)
    later = TellingLater(pages.shown, entry, telling.answer, telling.address_of)
    return [
        *later.routes(),
        web.get("/", pages.visitor),
        web.get(LINES, pages.lines),
        web.get("/words/{language}/{release}", pages.words),
        web.get("/console", pages.console),
        web.get("/join", pages.console),
        web.get("/console/push.js", pages.push_worker),
        web.get("/assets/{name}", pages.asset),
        web.get("/leave", pages.leave),
        web.get("/{unknown}", pages.lost),  # the last: what nobody else answers
    ]


def _page(text: str, status: int = 200) -> web.Response:
    answer = web.Response(text=text, content_type="text/html", status=status)
    answer.enable_compression()
    return answer


def _file(asset: Asset | None, request: web.Request) -> web.Response:
    """Packed, to who can unpack it."""
    if asset is None:
        raise web.HTTPNotFound(text="not found")
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = asset.packed if packed else asset.body
    return web.Response(body=body, content_type=asset.type, charset="utf-8", headers=headers)
