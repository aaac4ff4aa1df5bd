"""The page for who tells later how a referral went: danger is answered whatever else fails."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

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
