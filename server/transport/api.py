"""The only way into the console's HTTP API: decode, authorise, carry out, answer."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from server.contract.requests import REQUESTS
from server.contract.values import Body, Request
from server.domain.proof import Stranger, is_recent
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.transport.api_door import missing, read, refused, reply
from server.transport.device import device_of
from server.transport.known_browser import BrowserCookie
from server.transport.session_cookie import SessionCookie


@dataclass(frozen=True, slots=True)
class LetIn:
    """An answer with which a session of `name` begins."""

    answer: Body
    name: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LetOut:
    """An answer with which the session is over."""


Answers = Mapping[type[Request], Callable[[Any, Any], Awaitable[Body | LetIn | LetOut | None]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """How the gateway knows who asks: where from, in which browser, and by which session."""

    origins: Collection[str]
    cookie: SessionCookie
    browser: BrowserCookie
    session_of: Callable[[str], Awaitable[StaffMember | None]]
    address_of: Callable[[web.Request], str]
    now: Callable[[], datetime]


class ApiGateway:
    """`answers` has one for each request of the contract, asked with who asks and the request:
    a Stranger where anybody may ask, else the member of staff.
    """

    def __init__(self, entry: Entry, answers: Answers) -> None:
        if set(answers) != set(REQUESTS):
            raise TypeError("the answers do not match the contract")
        self._entry = entry
        self._answers = answers

    def routes(self) -> list[web.RouteDef]:
        known = [web.post(kind.path, self._answering(kind)) for kind in REQUESTS]
        return [*known, web.route("*", "/api/{rest:.*}", missing)]

    def _answering(self, kind: type[Request]) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                return await self._answer(request, kind)
            except Exception as error:
                # A page that asked gets an answer that it can read, whatever happened.
                return refused(request, error)

        return answer

    async def _answer(self, request: web.Request, kind: type[Request]) -> web.Response:
        asked = await read(request, kind, self._entry.origins)
        who = await self._who(request, kind)
        return self._told(request, await self._answers[kind](who, asked))

    async def _who(self, request: web.Request, kind: type[Request]) -> Stranger | StaffMember:
        entry, asking = self._entry, REQUESTS[kind]
        token = entry.cookie.read(request)
        if asking.roles is None:
            browser = entry.browser.read(request)
            return Stranger(entry.address_of(request), device_of(request), token, browser)
        who = await entry.session_of(token) if token else None
        if who is None:
            raise Refusal(Code.SIGN_IN)
        if who.locked and not asking.while_locked:
            raise Refusal(Code.LOCKED)
        if asking.roles and not any(map(who.has, asking.roles)):
            raise Refusal(Code.UNKNOWN_EVENT)
        if asking.proof and not is_recent(who.proven_at, entry.now()):
            raise Refusal(Code.PROVE)
        return who

    def _told(self, request: web.Request, outcome: Body | LetIn | LetOut | None) -> web.Response:
        match outcome:
            case LetIn(answer, name, token):
                response = reply(answer)
                self._entry.cookie.give(response, token, request)
                self._entry.browser.give(response, request, name)
            case LetOut():
                response = reply(None)
                self._entry.cookie.take(response, request)
            case _:
                response = reply(outcome)
        return response
