"""Every command and every request, tried as every role: what is not on the page is refused."""

import json
from contextlib import asynccontextmanager

import msgspec
import pytest
from aiohttp import ClientSession, DummyCookieJar, web
from aiohttp.test_utils import TestServer

from server.contract.examples import COMMANDS
from server.contract.namespaces import NAMESPACES
from server.contract.request_examples import REQUESTS as EXAMPLES
from server.contract.requests import REQUESTS
from server.domain.staff import STAFF_ROLES, StaffMember
from server.transport.api import ApiGateway, Entry, LetOut, Stranger
from server.transport.session_cookie import SessionCookie

ORIGIN = "https://chat.example.org"


@pytest.mark.parametrize("role", NAMESPACES)
async def test_a_command_reaches_its_own_namespaces_alone(line, role):
    page = await line.joined(f"/{role}")
    for example in COMMANDS:
        body = msgspec.to_builtins(example)
        answer = await page.ask(example.event, body, namespace=f"/{role}")
        if type(example) in NAMESPACES[role].commands:
            assert answer["ok"] is True, example.event
        else:
            assert answer["code"] == "unknown_event", example.event
    assert {type(one) for one in line.house.handled} == set(NAMESPACES[role].commands)


@asynccontextmanager
async def an_api(asked):
    """Everybody's cookie is their role; who asked what is written down."""

    async def session_of(token):
        return StaffMember("s1", "Ada", (token,)) if token in STAFF_ROLES else None

    def answer(kind):
        async def carried_out(who, request):
            asked.append((type(who), type(request)))
            return LetOut() if REQUESTS[kind].answer is None else EXAMPLES[request]

        return carried_out

    entry = Entry((ORIGIN,), SessionCookie((ORIGIN,)), session_of, lambda _: "192.0.2.1")
    application = web.Application()
    application.add_routes(ApiGateway(entry, {kind: answer(kind) for kind in REQUESTS}).routes())
    server = TestServer(application)
    async with server, ClientSession(cookie_jar=DummyCookieJar()) as session:

        async def ask(path, body, cookie):
            headers = {"Origin": ORIGIN, "Cookie": cookie, "Content-Type": "application/json"}
            async with session.post(server.make_url(path), data=body, headers=headers) as response:
                return response.status, json.loads(await response.read())

        yield ask


@pytest.mark.parametrize("role", [None, "visitor", "service", *STAFF_ROLES])
async def test_a_request_is_carried_out_for_its_own_roles_alone(role):
    asked = []
    async with an_api(asked) as ask:
        for example, answer in EXAMPLES.items():
            kind, before = type(example), len(asked)
            roles = REQUESTS[kind].roles
            cookie = f"__Host-warmline={role}" if role else ""
            status, said = await ask(kind.path, msgspec.json.encode(example), cookie)
            if roles is None or role in roles:
                assert (status, said) == (200, json.loads(msgspec.json.encode(answer)))
                assert asked[before:] == [(Stranger if roles is None else StaffMember, kind)]
            else:
                assert status == (403 if role in STAFF_ROLES else 401), kind.path
                assert said == {"code": "unknown_event" if role in STAFF_ROLES else "sign_in"}
                assert asked[before:] == []


def test_a_request_without_an_answer_does_not_open():
    entry = Entry((ORIGIN,), SessionCookie((ORIGIN,)), None, None)
    with pytest.raises(TypeError):
        ApiGateway(entry, {})
