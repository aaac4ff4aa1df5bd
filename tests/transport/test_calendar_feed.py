"""A link to somebody's shifts, over a real socket."""

import pytest

from server.domain.session import Role
from tests.services.house import a_house
from tests.transport.test_api import an_api, signed_in


@pytest.fixture
async def pat(sqlite_url):
    async with a_house(sqlite_url) as house, an_api(house) as browser:
        yield await signed_in(house, browser(), "Pat", Role.PEER)


async def shows(pat, link):
    path = link.removeprefix("https://chat.example.org")
    async with pat.session.get(pat.server.make_url(path)) as response:
        return response.status, response.headers["Content-Type"], await response.text()


async def test_a_calendar_program_reads_the_link_without_signing_in(pat):
    body = {"block": "evening", "day": "2026-03-02", "role": "peer"}
    assert await pat.post("/api/shifts/take", body) == (200, None)
    _, made = await pat.post("/api/shifts/calendar/make", {})
    status, kind, text = await shows(pat, made["link"])
    assert (status, kind) == (200, "text/calendar; charset=utf-8")
    assert "DTSTART:20260302T180000Z\r\n" in text
    await pat.post("/api/shifts/calendar/end", {})
    assert (await shows(pat, made["link"]))[0] == 404


async def test_a_link_that_never_was_shows_nothing(pat):
    status, _, text = await shows(pat, "/calendar/nothing.ics")
    assert (status, text) == (404, "not found")
