"""The console's HTTP API, over real sockets, on both databases."""

import asyncio
import base64
import json
import secrets
from contextlib import asynccontextmanager
from dataclasses import fields
from datetime import timedelta

import pytest
from aiohttp import ClientSession, DummyCookieJar, web
from aiohttp.test_utils import TestServer
from prometheus_client.parser import text_string_to_metric_families

from moderation.verdict import Level
from server.contract.requests import REQUESTS
from server.domain.flag import FlagState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.vitals import Vitals
from server.services.readiness import Condition, Readiness
from server.stores.processes import SqlProcesses
from server.transport.access_log import access_log
from server.transport.api import ApiGateway, Entry
from server.transport.api_door import STATUS
from server.transport.calendar_feed import calendar_routes
from server.transport.health import Health
from server.transport.known_browser import BrowserCookie
from server.transport.metrics import Metrics
from server.transport.reception import Reception
from server.transport.session_cookie import SessionCookie
from server.transport.staffroom import Staffroom
from server.transport.vital_figures import VitalFigures
from server.transport.watchroom import Watchroom
from tests.services.house import PASSWORD, a_house

HTTPS = "https://chat.example.org"
HTTP = "http://localhost:8000"
ORIGINS = (HTTPS, HTTP)


class Asking:
    """One browser: it keeps its cookie by hand, because the tests look at it."""

    def __init__(self, session, server, origin):
        self.session = session
        self.server = server
        self.origin = origin
        self.cookies = {}

    def headers(self, **more):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Origin": self.origin, **({"Cookie": cookie} if cookie else {}), **more}

    async def get(self, path, **headers):
        async with self.session.get(
            self.server.make_url(path), headers=self.headers(**headers)
        ) as response:
            return await self._read(response)

    async def post(self, path, body=None, *, data=None, **headers):
        kind = {"Content-Type": "application/json"}
        data = json.dumps(body).encode() if data is None else data
        async with self.session.post(
            self.server.make_url(path), data=data, headers=self.headers(**kind | headers)
        ) as response:
            return await self._read(response)

    async def _read(self, response):
        for name, cookie in response.cookies.items():
            self.cookies[name] = cookie.value
            if not cookie.value:
                del self.cookies[name]
        self.last = response
        return response.status, json.loads(await response.read())


async def asked_elsewhere(who, asked):
    """The ways into the team have files of their own."""
    raise AssertionError(type(asked).__name__)


@asynccontextmanager
async def an_api(house, origins=ORIGINS):
    counted = []
    application = web.Application(middlewares=[access_log(counted.append)])
    entry = Entry(
        origins,
        SessionCookie(origins),
        BrowserCookie(house.key, house.clock, lambda: secrets.token_hex(8)),
        house.accounts.session_of,
        lambda request: "192.0.2.1",
        house.clock,
    )
    reception = Reception(**{each.name: getattr(house, each.name) for each in fields(Reception)})
    watchroom = Watchroom(**{each.name: getattr(house, each.name) for each in fields(Watchroom)})
    staffroom = Staffroom(**{each.name: getattr(house, each.name) for each in fields(Staffroom)})
    answers = dict.fromkeys(REQUESTS, asked_elsewhere)
    answers |= {**reception.answers(), **watchroom.answers(), **staffroom.answers()}
    application.add_routes(ApiGateway(entry, answers).routes())
    application.add_routes(calendar_routes(house.subscribing.read))
    server = TestServer(application)
    async with server, ClientSession(cookie_jar=DummyCookieJar()) as session:
        server.counted = counted

        def browser(origin=HTTPS):
            return Asking(session, server, origin)

        yield browser


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


@pytest.fixture
async def browser(house):
    async with an_api(house) as browser:
        yield browser


@pytest.fixture
async def ada(house, browser):
    """An administrator's browser, signed in."""
    return await signed_in(house, browser(), "Ada", Role.ADMINISTRATOR)


@pytest.fixture
async def passer_by(sqlite_url):
    """A browser before a door that asks no database."""
    async with a_house(sqlite_url) as house, an_api(house) as browser:
        yield browser()


async def signed_in(house, asking, name, *roles):
    body = {"token": await house.invited(*roles), "name": name, "password": PASSWORD}
    status, _ = await asking.post("/api/invitation/accept", body)
    assert status == 200
    return asking


# Coming in


async def test_an_invitation_leads_into_the_console(house, browser):
    asking, token = browser(), await house.invited(Role.PEER, Role.MODERATOR)
    status, looked = await asking.post("/api/invitation/look", {"token": token})
    assert status == 200
    assert looked == {"roles": ["peer", "moderator"], "expires_at": "2026-03-04T12:00:00Z"}
    body = {"token": token, "name": " Ada  L ", "password": PASSWORD}
    status, me = await asking.post("/api/invitation/accept", body)
    assert status == 200
    assert (me["name"], me["roles"]) == ("Ada L", ["peer", "moderator"])
    assert await asking.post("/api/me", {}) == (200, me)


async def test_who_signs_out_is_out(ada):
    kept = dict(ada.cookies)
    assert await ada.post("/api/sign-out", {}) == (200, None)
    assert ada.cookies.keys() == {"__Secure-warmline-browser"}
    ada.cookies = kept
    assert await ada.post("/api/me", {}) == (401, {"code": "sign_in"})


async def test_who_knows_the_password_comes_in_again(ada, browser):
    again = browser()
    body = {"name": "ada", "password": PASSWORD}
    status, me = await again.post("/api/sign-in", body)
    assert (status, me["name"]) == (200, "Ada")
    assert (await again.post("/api/me", {}))[0] == 200


async def test_a_wrong_password_and_an_unknown_name_look_the_same(ada, browser):
    for name in ("Ada", "Nobody"):
        body = {"name": name, "password": "not the right one"}
        assert await browser().post("/api/sign-in", body) == (401, {"code": "sign_in"})


async def test_too_many_tries_are_told_when_to_come_back(house, browser):
    house.throttle.refusal = Refusal(Code.TOO_FAST, retry_after=8.5)
    asking = browser()
    answer = await asking.post("/api/sign-in", {"name": "Ada", "password": PASSWORD})
    assert answer == (429, {"code": "too_fast", "retry_after": 8.5})
    assert asking.last.headers["Retry-After"] == "9"


async def test_without_a_session_nobody_is_anybody(browser):
    assert await browser().post("/api/me", {}) == (401, {"code": "sign_in"})
    assert await browser().post("/api/sign-out", {}) == (200, None)


async def test_a_name_that_is_taken_says_so(house, ada, browser):
    body = {"token": await house.invited(Role.PEER), "name": "ADA", "password": PASSWORD}
    assert await browser().post("/api/invitation/accept", body) == (409, {"code": "taken"})


async def test_a_password_that_is_too_short_says_how_long(house, browser):
    body = {"token": await house.invited(Role.PEER), "name": "Ada", "password": "short"}
    answer = {"code": "bad_payload", "why": "password: Expected 12 to 256 characters"}
    assert await browser().post("/api/invitation/accept", body) == (400, answer)


async def test_an_unknown_invitation_is_not_there(browser):
    answer = await browser().post("/api/invitation/look", {"token": "x" * 43})
    assert answer == (404, {"code": "not_found"})


# The cookie


async def test_over_https_the_cookie_belongs_to_this_host_alone(house, browser):
    asking = await signed_in(house, browser(HTTPS), "Ada", Role.PEER)
    said = asking.last.headers.getall("Set-Cookie")[0]
    assert said.startswith("__Host-warmline=")
    for part in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=43200"):
        assert f"; {part}" in said
    assert "Domain" not in said


async def test_over_http_there_is_a_plain_cookie(house, browser):
    asking = await signed_in(house, browser(HTTP), "Ada", Role.PEER)
    said = asking.last.headers.getall("Set-Cookie")[0]
    assert said.startswith("warmline=")
    assert "Secure" not in said
    assert (await asking.post("/api/me", {}))[0] == 200


async def test_where_all_is_https_the_plain_cookie_is_not_believed(house):
    async with an_api(house, (HTTPS,)) as browser:
        asking = await signed_in(house, browser(), "Ada", Role.PEER)
        asking.cookies = {"warmline": asking.cookies["__Host-warmline"]}
        assert (await asking.post("/api/me", {}))[0] == 401


async def test_a_browser_that_staff_sign_in_with_is_known_again_and_names_nobody(house, browser):
    asking = await signed_in(house, browser(HTTPS), "Ada", Role.PEER)
    said = asking.last.headers.getall("Set-Cookie")[1]
    assert said.startswith("__Secure-warmline-browser=")
    for part in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/api/", "Max-Age=7776000"):
        assert f"; {part}" in said
    first = asking.cookies["__Secure-warmline-browser"]
    assert "ada" not in base64.urlsafe_b64decode(first + "==").decode("latin-1").lower()
    await asking.post("/api/sign-out", {})
    await signed_in(house, asking, "Bea", Role.PEER)
    await asking.post("/api/sign-in", {"name": "Ada", "password": "not the right one"})
    name, stranger = house.throttle.asked[-1]
    assert (name, stranger.browser.names) == ("ada", ("bea", "ada"))


@pytest.mark.parametrize("said", ["made up", "AAA", "A" * 400])
async def test_a_browser_that_says_it_is_known_is_not_believed(house, browser, said):
    asking = browser()
    asking.cookies = {"__Secure-warmline-browser": said}
    await asking.post("/api/sign-in", {"name": "Ada", "password": PASSWORD})
    assert house.throttle.asked[-1][1].browser is None


async def test_a_browser_nobody_came_back_to_is_forgotten(house, browser):
    asking = await signed_in(house, browser(HTTPS), "Ada", Role.PEER)
    house.clock.at += timedelta(days=90)
    await asking.post("/api/sign-in", {"name": "Ada", "password": PASSWORD})
    assert house.throttle.asked[-1][1].browser is None


async def test_a_session_ends_with_its_time(house, ada):
    house.clock.at += timedelta(hours=12)
    assert (await ada.post("/api/me", {}))[0] == 401


# The team


async def test_an_administrator_sees_the_team(house, ada, browser):
    status, invited = await ada.post("/api/staff/invite", {"roles": ["moderator"]})
    assert status == 200
    assert invited["link"].startswith("https://chat.example.org/console#invitation=")
    assert invited["expires_at"] == "2026-03-04T12:00:00Z"
    status, team = await ada.post("/api/staff", {})
    assert status == 200
    (member,) = team["staff"]
    assert member.pop("id")
    assert member == {
        "name": "Ada",
        "roles": ["administrator"],
        "disabled": False,
        "created_at": "2026-03-01T12:00:00Z",
        "second_step": False,
    }
    assert team["invitations"] == [
        {"roles": ["moderator"], "expires_at": invited["expires_at"], "created_by": "Ada"}
    ]


async def test_an_administrator_changes_roles_and_shuts_out(house, ada, browser):
    bea = await signed_in(house, browser(), "Bea", Role.PEER)
    _, me = await bea.post("/api/me", {})
    body = {"id": me["id"], "roles": ["moderator", "peer"]}
    assert await ada.post("/api/staff/roles", body) == (200, None)
    assert (await bea.post("/api/me", {}))[1]["roles"] == ["peer", "moderator"]
    for disabled, status in ((True, 401), (False, 200)):
        body = {"id": me["id"], "disabled": disabled}
        assert await ada.post("/api/staff/disable", body) == (200, None)
        answer = await bea.post("/api/sign-in", {"name": "Bea", "password": PASSWORD})
        assert answer[0] == status
    assert house.revoked == [me["id"]] * 2


async def test_the_last_administrator_stays(ada):
    _, me = await ada.post("/api/me", {})
    for path, body in (("roles", {"roles": ["peer"]}), ("disable", {"disabled": True})):
        answer = await ada.post(f"/api/staff/{path}", {"id": me["id"], **body})
        assert answer == (409, {"code": "not_now"})


FOR_ADMINISTRATORS = (
    ("invite", {"roles": ["peer"]}),
    ("roles", {"id": "x", "roles": ["peer"]}),
    ("disable", {"id": "x", "disabled": True}),
)


async def test_nobody_else_touches_the_team(house, browser):
    stranger = browser()
    bea = await signed_in(house, browser(), "Bea", Role.PEER, Role.MODERATOR)
    assert await stranger.post("/api/staff", {}) == (401, {"code": "sign_in"})
    assert await bea.post("/api/staff", {}) == (403, {"code": "unknown_event"})
    for path, body in FOR_ADMINISTRATORS:
        assert (await stranger.post(f"/api/staff/{path}", body))[0] == 401
        assert (await bea.post(f"/api/staff/{path}", body))[0] == 403


async def test_who_is_not_there_is_not_found(ada):
    for path, body in FOR_ADMINISTRATORS[1:]:
        answer = await ada.post(f"/api/staff/{path}", body)
        assert answer == (404, {"code": "not_found"})


# The door


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", HTTPS + ":444"])
async def test_a_page_from_elsewhere_changes_nothing(passer_by, origin):
    passer_by.origin = origin
    status, no = await passer_by.post("/api/sign-in", {"name": "Ada", "password": PASSWORD})
    assert (status, no["code"]) == (403, "unknown_event")


async def test_silence_about_the_origin_changes_nothing(passer_by):
    passer_by.headers = lambda **more: more
    status, _ = await passer_by.post("/api/sign-in", {"name": "Ada", "password": PASSWORD})
    assert status == 403


async def test_a_plain_form_from_anywhere_changes_nothing(passer_by):
    status, no = await passer_by.post("/api/sign-out", {}, **{"Content-Type": "text/plain"})
    assert (status, no["why"]) == (400, "Content-Type: expected application/json")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"name": "Ada"}, "password is missing"),
        ({"name": "Ada", "password": 7}, "password: expected str, got int"),
        ({"name": "x" * 201, "password": ""}, "name: at most 200 characters"),
        ({"name": "Ada", "password": "", "remember": True}, "remember: no such field"),
        ([], "expected object, got array"),
        (None, "expected object, got null"),
    ],
)
async def test_a_wrong_field_is_named(passer_by, body, why):
    answer = await passer_by.post("/api/sign-in", body)
    assert answer == (400, {"code": "bad_payload", "why": why})


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"name":"\xff"}', b"[" * 15_000])
async def test_what_is_not_json_is_said_to_be_none(passer_by, data):
    status, no = await passer_by.post("/api/sign-in", data=data)
    assert (status, no["code"]) == (400, "bad_payload")


async def test_nobody_is_invited_as_what_no_staff_is(ada):
    for roles in ([], ["visitor"], ["service", "peer"], ["king"], ["peer"] * 9):
        status, no = await ada.post("/api/staff/invite", {"roles": roles})
        assert (status, no["code"]) == (400, "bad_payload")
        assert no["why"].startswith("roles")


async def test_too_much_is_refused(passer_by):
    data = b'{"name": "' + b"x" * 20_000 + b'"}'
    answer = (400, {"code": "bad_payload", "why": "at most 16384 bytes"})
    assert await passer_by.post("/api/sign-in", data=data) == answer

    async def in_parts():
        for _ in range(20):
            yield b" " * 1000

    assert await passer_by.post("/api/sign-in", data=in_parts()) == answer


async def test_who_sends_too_slowly_is_not_waited_for(passer_by, monkeypatch):
    monkeypatch.setattr("server.transport.api_door.PATIENCE", 0.1)

    async def slowly():
        yield b"{"
        await asyncio.sleep(4)
        yield b"}"

    status, no = await passer_by.post("/api/sign-in", data=slowly())
    assert (status, no["why"]) == (400, "it came too slowly")


@pytest.mark.parametrize("path", ["/api/", "/api/none", "/api/staff/none", "/api/sign-in"])
async def test_what_is_not_there_is_not_found(passer_by, path):
    assert await passer_by.get(path) == (404, {"code": "not_found"})


async def test_nothing_is_kept_by_caches(ada):
    await ada.post("/api/me", {})
    assert ada.last.headers["Cache-Control"] == "no-store"


async def test_what_breaks_behind_it_is_answered_without_its_words(house):
    async def break_down(*_):
        raise RuntimeError("canary")

    house.throttle.allow_sign_in = break_down
    async with an_api(house) as browser:
        asking = browser()
        answer = await asking.post("/api/sign-in", {"name": "Ada", "password": PASSWORD})
        assert answer == (500, {"code": "internal"})


def test_every_refusal_has_a_status():
    assert set(STATUS) == set(Code)


# What is written down


async def test_the_access_line_holds_nothing_of_anybody(ada, capsys):
    capsys.readouterr()
    await ada.get("/api/canary-path?canary=query", **{"User-Agent": "canary-browser"})
    written = capsys.readouterr().out
    assert "/api/{rest}" in written
    assert "404" in written
    for secret in ("canary", "127.0.0.1", "192.0.2.1", *ada.cookies.values()):
        assert secret not in written
    assert ada.server.counted[-1] == 404


# Health


@asynccontextmanager
async def a_health(readiness, metrics=None, read=None):
    application, metrics = web.Application(), metrics or Metrics()
    vitals = VitalFigures(read or nothing_to_say, metrics.registry)
    application.add_routes(Health(readiness, metrics, vitals).routes())
    async with TestServer(application) as server, ClientSession() as session:
        yield lambda path, **headers: session.get(server.make_url(path), headers=headers)


async def nothing_to_say():
    return Vitals({}, {}, {}, {}, timedelta(), None, {}, {})


async def condition_of(house, *, nerve=True):
    processes = SqlProcesses(house.db)
    readiness = Readiness(lambda: processes.last_seen("worker"), lambda: nerve, house.clock)
    async with a_health(readiness) as get:
        assert (await get("/healthz")).status == 200
        response = await get("/readyz")
        return response.status, (await response.json())["missing"]


async def test_all_is_well_while_a_worker_is_seen(house):
    processes = SqlProcesses(house.db)
    await processes.alive("w1", "worker", {}, house.clock.at - timedelta(hours=1))
    await processes.alive("w1", "worker", {"deep": "on"}, house.clock.at)
    house.clock.at += timedelta(seconds=30)
    assert await condition_of(house) == (200, [])
    await processes.gone("w1")
    assert await condition_of(house) == (200, ["worker"])


async def test_a_missing_worker_and_a_missing_valkey_are_named(house):
    await SqlProcesses(house.db).alive("web1", "web", {}, house.clock.at)
    await SqlProcesses(house.db).alive("w1", "worker", {}, house.clock.at)
    house.clock.at += timedelta(seconds=31)
    assert await condition_of(house) == (200, ["worker"])
    assert await condition_of(house, nerve=False) == (200, ["worker", "valkey"])


async def test_without_its_database_it_is_not_ready(house):
    async def gone():
        raise OSError

    async with a_health(Readiness(gone, lambda: True, house.clock)) as get:
        response = await get("/readyz")
        assert response.status == 503
        assert await response.json() == {"ready": False, "missing": ["database"]}


async def test_the_figures_can_be_read_by_prometheus():
    metrics = Metrics()
    metrics.said.inc()
    metrics.flags_raised.labels(level="L3").inc()
    metrics.screen_seconds.observe(0.0001)

    async def ready():
        return Condition(ready=True)

    async with a_health(ready, metrics) as get:
        response = await get("/metrics")
        families = {f.name: f for f in text_string_to_metric_families(await response.text())}
    assert families["warmline_messages_said"].samples[0].value == 1
    assert families["warmline_flags_raised"].samples[0].labels == {"level": "L3"}


async def figures(get):
    families = text_string_to_metric_families(await (await get("/metrics")).text())
    samples = [sample for family in families for sample in family.samples]
    return {(one.name, *sorted(one.labels.values())): one.value for one in samples}


async def test_any_process_tells_how_the_whole_service_does():
    """An overdue flag, a pager that fails, models that fall behind: each was seen by nobody."""
    vitals = Vitals(
        flags={(Level.L3, FlagState.OVERDUE): 2},
        paged={("webhook", False): 3},
        owed={"mail": 1},
        opinions={"both": 7},
        oldest=timedelta(seconds=90),
        worker=timedelta(seconds=4),
        models={"deep": "slow"},
        failing={"retention": timedelta(hours=2)},
    )

    async def read():
        return vitals

    async with a_health(None, read=read) as get:
        told = await figures(get)
        vitals = await nothing_to_say()
        later = await figures(get)
    assert told["warmline_flags_open", "L3", "overdue"] == 2
    assert told["warmline_pager_attempts", "failed", "webhook"] == 3
    assert told["warmline_pages_owed", "mail"] == 1
    assert told["warmline_opinions_waiting", "both"] == 7
    assert told["warmline_opinion_oldest_seconds",] == 90
    assert told["warmline_task_failing_seconds", "retention"] == 7200
    assert told["warmline_worker_unseen_seconds",] == 4
    assert told["warmline_model_state", "deep", "slow"] == 1
    assert told["warmline_database_up",] == 1
    assert ("warmline_flags_open", "L3", "overdue") not in later


async def test_without_the_database_a_process_tells_its_own_figures():
    async def gone():
        raise OSError

    async with a_health(None, read=gone) as get:
        told = await figures(get)
    assert told["warmline_database_up",] == 0
    assert told["warmline_messages_said_total",] == 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_the_figures_are_not_for_the_public(header):
    async def ready():
        return Condition(ready=True)

    async with a_health(ready) as get:
        assert (await get("/metrics", **{header: "192.0.2.1"})).status == 404


def test_no_label_could_hold_an_id():
    metrics = Metrics()
    metrics.flags_raised.labels(level="L1")
    metrics.sockets.labels(role="peer")
    metrics.requests.labels(status="200")
    samples = [sample for family in metrics.registry.collect() for sample in family.samples]
    labels = {name for sample in samples for name in sample.labels}
    assert labels <= {"le", "level", "role", "status"}
