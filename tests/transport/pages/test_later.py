"""The page for who tells later how a referral went: danger is answered whatever else fails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from msgspec import structs

from config.everything import Everything
from server.contract.room_views import RoomCard
from server.domain.later import LaterAnswer, Reached, Safe
from server.domain.opening import Door
from server.domain.refusal import Code, Refusal
from server.transport.pages.routes import Telling, pages_routes
from tests.transport.pages.conftest import NOON

NUMBER = "tel:116123"
SURE = "Please get help right now"
PLAIN = {"Accept-Encoding": "identity"}


class Hears:
    """What hears the answers; `fails` is raised instead."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, LaterAnswer]] = []
        self.fails: Exception | None = None

    async def __call__(self, address: str, code: str, answer: LaterAnswer) -> None:
        if self.fails:
            raise self.fails
        self.heard.append((address, code, answer))


@pytest.fixture
def hears() -> Hears:
    return Hears()


@pytest.fixture
async def client(everything: Everything, dist: Path, hears: Hears) -> AsyncIterator[TestClient]:
    async with serving(everything, dist, hears) as client:
        yield client


@pytest.fixture
async def in_arabic(everything: Everything, dist: Path, hears: Hears) -> AsyncIterator[TestClient]:
    """A service with a second language; of its text only what a test looks for is Arabic."""
    english = everything.texts.by_language["en"]
    lines = structs.replace(english.lines, call="اتصل {number}")
    arabic = structs.replace(english, language="ar", direction="rtl", name="العربية", lines=lines)
    texts = replace(everything.texts, by_language={"en": english, "ar": arabic})
    async with serving(replace(everything, texts=texts), dist, hears) as client:
        yield client


@asynccontextmanager
async def serving(everything: Everything, dist: Path, hears: Hears) -> AsyncIterator[TestClient]:
    async def is_open() -> Door:
        return Door()

    async def no_rooms() -> tuple[RoomCard, ...]:
        return ()

    telling = Telling(hears, lambda _: "192.0.2.7")
    app = web.Application()
    app.add_routes(
        pages_routes(
            everything, dist, is_open, no_rooms, telling, now=lambda: NOON, leave_to="https://x.org"
        )
    )
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_the_page_asks_with_a_form_that_needs_no_script(client: TestClient) -> None:
    page = await (await client.get("/later", headers=PLAIN)).text()
    assert 'method="post"' in page
    assert "<script" not in page
    assert NUMBER in page
    assert SURE not in page


@pytest.mark.parametrize("sent", [{}, {"code": "7K", "safe": "yes"}, {"code": "7K", "safe": "no"}])
async def test_the_lines_are_those_of_the_country_that_is_chosen(
    client: TestClient, hears: Hears, sent: dict[str, str]
) -> None:
    if sent:
        answer = await client.post("/later", data={**sent, "country": "DE"}, headers=PLAIN)
    else:
        answer = await client.get("/later?country=DE", headers=PLAIN)
    page = await answer.text()
    assert "tel:08001110111" in page and "tel:112" in page
    assert "Samaritans" not in page
    assert '<option value="DE" selected="selected">Germany</option>' in page
    assert "Set-Cookie" not in answer.headers
    assert len(hears.heard) == bool(sent)


async def test_to_look_at_another_country_tells_nothing_and_loses_nothing(
    client: TestClient, hears: Hears
) -> None:
    """Nor does a code come into an address."""
    sent = {"code": "7K", "helped": "3", "safe": "no", "country": "DE", "show": "lines"}
    answer = await client.post("/later?language=en", data=sent, headers=PLAIN)
    page = await answer.text()
    assert (answer.status, hears.heard) == (200, [])
    assert 'value="7K"' in page and 'name="helped" value="3" checked="checked"' in page
    assert page.index(SURE) < page.index("tel:08001110111") < page.index("<h1")
    assert 'method="get"' not in page


async def test_a_country_that_nobody_knows_is_the_service_s_own(client: TestClient) -> None:
    page = await (await client.get("/later?country=%3Cb%3E", headers=PLAIN)).text()
    assert NUMBER in page and "<b>" not in page


async def test_it_is_in_the_language_that_is_chosen_and_runs_its_way(
    in_arabic: TestClient, hears: Hears
) -> None:
    page = await (await in_arabic.get("/later", headers=PLAIN)).text()
    assert '<html lang="en" dir="ltr">' in page
    assert '<a href="/later?language=ar" lang="ar" hreflang="ar" dir="rtl">' in page
    page = await (await in_arabic.get("/later?language=ar", headers=PLAIN)).text()
    assert '<html lang="ar" dir="rtl">' in page
    assert 'action="/later?language=ar"' in page
    assert "Call <" not in page and "اتصل <" in page
    answer = await in_arabic.post("/later?language=ar", data={"safe": "yes"}, headers=PLAIN)
    assert '<html lang="ar" dir="rtl">' in await answer.text()
    assert len(hears.heard) == 1


async def test_an_answer_is_heard_and_thanked_for(client: TestClient, hears: Hears) -> None:
    sent = {"code": "701Q-M8TR-0PX2", "reached": "yes", "helped": "2", "safe": "yes"}
    answer = await client.post("/later", data=sent, headers=PLAIN)
    page = await answer.text()
    assert (answer.status, "Thank you" in page, SURE in page) == (200, True, False)
    assert "Set-Cookie" not in answer.headers
    told = LaterAnswer(Reached.YES, 2, Safe.YES)
    assert hears.heard == [("192.0.2.7", "701Q-M8TR-0PX2", told)]


@pytest.mark.parametrize("safe", ["no", "unsure"])
@pytest.mark.parametrize(
    ("fails", "status"),
    [
        (None, 200),
        (Refusal(Code.NOT_FOUND), 404),
        (Refusal(Code.TOO_FAST, retry_after=60), 429),
        (RuntimeError("the database is away"), 503),
    ],
)
async def test_help_comes_first_whatever_becomes_of_the_answer(
    client: TestClient, hears: Hears, safe: str, fails: Exception | None, status: int
) -> None:
    hears.fails = fails
    answer = await client.post("/later", data={"code": "x", "safe": safe}, headers=PLAIN)
    page = await answer.text()
    assert answer.status == status
    assert page.index(SURE) < page.index(NUMBER) < page.index("<h1")


async def test_a_wrong_code_is_told_and_nothing_must_be_answered_again(
    client: TestClient, hears: Hears
) -> None:
    hears.fails = Refusal(Code.NOT_FOUND)
    sent = {"code": '"><b>7K', "helped": "3"}
    page = await (await client.post("/later", data=sent, headers=PLAIN)).text()
    assert "We do not know this code." in page
    assert 'name="helped" value="3" checked="checked"' in page
    assert "<b>7K" not in page


async def test_what_says_nothing_uses_up_no_code(client: TestClient, hears: Hears) -> None:
    answer = await client.post("/later", data={"code": "7K", "safe": ""}, headers=PLAIN)
    assert (answer.status, hears.heard) == (422, [])
    assert "Please answer one of the questions." in await answer.text()


@pytest.mark.parametrize("sent", [{"helped": "9"}, {"safe": "maybe"}, {"code": "x" * 5000}])
async def test_what_no_form_of_ours_sends_is_refused(
    client: TestClient, hears: Hears, sent: dict[str, str]
) -> None:
    assert (await client.post("/later", data=sent)).status == 400
    assert hears.heard == []
