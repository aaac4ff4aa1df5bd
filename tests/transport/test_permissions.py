"""Every command and every request, tried as every role: what is not on the page is refused."""

import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import msgspec
import pytest
from aiohttp import ClientSession, DummyCookieJar, web
from aiohttp.test_utils import TestServer

from server.contract import account_requests as account
from server.contract import passkey_requests as passkey
from server.contract import security_requests as secure
from server.contract import team_requests as team
from server.contract.examples import COMMANDS
from server.contract.namespaces import NAMESPACES
from server.contract.request_examples import REQUESTS as EXAMPLES
from server.contract.requests import REQUESTS
from server.domain.proof import PROOF_LIFE, Stranger
from server.domain.session import Role
from server.domain.staff import STAFF_ROLES, StaffMember
from server.stores.keys.house_key import HouseKey
from server.transport.api import ApiGateway, Entry, LetOut
from server.transport.known_browser import BrowserCookie
from server.transport.session_cookie import SessionCookie

ORIGIN = "https://chat.example.org"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


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
async def an_api(asked, keys, proven_at=NOW, *, locked=False):
    """Everybody's cookie is their role; who asked what is written down."""

    async def session_of(token):
        known = StaffMember("s1", "Ada", (token,), proven_at=proven_at, locked=locked)
        return known if token in STAFF_ROLES else None

    def answer(kind):
        async def carried_out(who, request):
            asked.append((type(who), type(request)))
            return LetOut() if REQUESTS[kind].answer is None else EXAMPLES[request]

        return carried_out

    entry = Entry(
        (ORIGIN,),
        SessionCookie((ORIGIN,)),
        BrowserCookie(HouseKey(keys), lambda: NOW, lambda: "b1"),
        session_of,
        lambda _: "192.0.2.1",
        lambda: NOW,
    )
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
async def test_a_request_is_carried_out_for_its_own_roles_alone(role, tmp_path):
    asked = []
    async with an_api(asked, tmp_path) as ask:
        for example, answer in EXAMPLES.items():
            kind, before = type(example), len(asked)
            roles = REQUESTS[kind].roles
            cookie = f"__Host-warmline={role}" if role else ""
            status, said = await ask(kind.path, msgspec.json.encode(example), cookie)
            if roles is None or role in (roles or STAFF_ROLES):
                assert (status, said) == (200, json.loads(msgspec.json.encode(answer)))
                assert asked[before:] == [(Stranger if roles is None else StaffMember, kind)]
            else:
                assert status == (403 if role in STAFF_ROLES else 401), kind.path
                assert said == {"code": "unknown_event" if role in STAFF_ROLES else "sign_in"}
                assert asked[before:] == []


async def test_what_is_dangerous_asks_again_after_a_quarter_of_an_hour(tmp_path):
    asked = []
    async with an_api(asked, tmp_path, NOW - PROOF_LIFE) as ask:
        for example in EXAMPLES:
            asking, before = REQUESTS[type(example)], len(asked)
            role = next(iter(asking.roles or ()), Role.ADMINISTRATOR)
            cookie = f"__Host-warmline={role}"
            status, said = await ask(type(example).path, msgspec.json.encode(example), cookie)
            if asking.proof:
                assert (status, said, asked[before:]) == (403, {"code": "prove"}, [])
            else:
                assert said != {"code": "prove"}
    dangerous = {kind for kind, asking in REQUESTS.items() if asking.proof}
    assert {team.Invite, team.GiveRoles, team.Disable} < dangerous


WHILE_LOCKED = {
    account.WhoAmI, secure.Lock, secure.Prove, passkey.AskForProof, passkey.ProveWithPasskey,
}  # fmt: skip


async def test_a_locked_session_may_ask_nothing_but_to_be_let_in_again(tmp_path):
    asked = []
    async with an_api(asked, tmp_path, locked=True) as ask:
        for example in EXAMPLES:
            asking, before = REQUESTS[type(example)], len(asked)
            role = next(iter(asking.roles or ()), Role.ADMINISTRATOR)
            cookie = f"__Host-warmline={role}"
            status, said = await ask(type(example).path, msgspec.json.encode(example), cookie)
            if asking.roles is None or type(example) in WHILE_LOCKED:
                assert status == 200, type(example).path
            else:
                assert (status, said, asked[before:]) == (423, {"code": "locked"}, [])
    assert {kind for kind, asking in REQUESTS.items() if asking.while_locked} == WHILE_LOCKED


def test_a_request_without_an_answer_does_not_open():
    entry = Entry((ORIGIN,), SessionCookie((ORIGIN,)), None, None, None, None)
    with pytest.raises(TypeError):
        ApiGateway(entry, {})
