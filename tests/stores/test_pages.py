"""What is owed to the pager is a row until it is answered; each attempt to pay it is one, too."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.paging import NOBODY_ASKED, Attempt, Lapsed, Paged, PagerState
from server.stores.leases import LeaseLost
from server.stores.risk.pages import SqlPages
from server.stores.tables.house import owed_pages, pages

LATER = timedelta(seconds=30)


@pytest.fixture
async def owing(line):
    """A flag whose clock has just called for the webhook and a mail."""
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk)
    line.clock.passes(hours=1)
    await lapse(line)
    return await line.only_flag()


async def lapse(line):
    then = Lapsed(line.clock() + timedelta(minutes=1), ("webhook", "mail"))
    await line.flag_clock.lapse(
        await line.lead("clocks"), line.clock(), line.seen_since, lambda *_: then
    )


async def due(line, *busy):
    fence = await line.lead("clocks")
    found = await SqlPages(line.db).owed(fence, line.clock(), line.clock() + LATER, busy)
    return sorted(found, key=lambda one: one.channel)


async def paged(line, owed, delivered, status, again_at=None):
    attempt = Attempt(line.clock(), delivered, status)
    await SqlPages(line.db).paged(owed, attempt, again_at)


async def test_a_page_is_owed_from_the_moment_the_clock_calls_for_it(line, owing):
    """Whoever decided it may die before anybody has read it."""
    assert await line.count(owed_pages) == 2
    mail, webhook = await due(line)
    assert (mail.flag.id, mail.channel, mail.attempt) == (owing.id, "mail", 1)
    assert webhook.channel == "webhook"


async def test_whoever_takes_it_and_dies_leaves_it_owed(line, owing):
    await due(line)
    assert await due(line) == []
    line.clock.passes(seconds=30)
    assert [one.attempt for one in await due(line)] == [2, 2]


async def test_a_clock_that_was_set_back_holds_no_next_try(line, owing):
    await due(line)
    line.clock.passes(hours=-1)
    assert [one.attempt for one in await due(line)] == [2, 2]
    assert await due(line) == []


async def test_what_is_under_way_here_is_not_begun_again(line, owing):
    assert [one.channel for one in await due(line, (owing.id, "mail"))] == ["webhook"]


async def test_only_an_answer_pays_it_and_each_try_is_written_down(line, owing):
    mail, webhook = await due(line)
    await paged(line, mail, True, "250")
    await paged(line, webhook, False, "timeout", line.clock())
    (again,) = await due(line)
    assert (again.channel, again.attempt) == ("webhook", 2)
    await paged(line, again, True, "200")
    assert await line.count(owed_pages) == 0
    rows = [(r.channel, r.attempt, r.delivered, r.status) for r in await line.rows(pages)]
    assert sorted(rows) == [
        ("mail", 1, True, "250"),
        ("webhook", 1, False, "timeout"),
        ("webhook", 2, True, "200"),
    ]


async def test_the_wall_and_the_pair_look_when_a_page_was_tried(line, owing):
    mail, _ = await due(line)
    attempt = Attempt(line.clock(), delivered=False, status="timeout")
    wake = await SqlPages(line.db).paged(mail, attempt, line.clock())
    assert (wake.wall, wake.talks) == (True, {owing.conversation})


async def test_what_came_of_the_pager_stands_beside_its_flag(line, owing):
    """A pager that failed was seen by nobody before the night was over."""
    await wall_says(line, owing, Paged("mail", again=True), Paged("webhook", again=True))
    mail, webhook = await due(line)
    at = line.clock()
    await paged(line, mail, True, "250")
    await paged(line, webhook, False, "500", line.clock())
    took = Paged("mail", at, delivered=True, status="250")
    await wall_says(line, owing, took, Paged("webhook", at, status="500", again=True))
    (again,) = await due(line)
    await paged(line, again, False, "timeout")
    await wall_says(line, owing, took, Paged("webhook", at, status="timeout"))


async def wall_says(line, flag, *ways):
    assert (await line.raised()).paged == {flag.id: ways}


async def test_a_way_whose_last_try_failed_is_trouble_for_a_day(line, owing):
    assert (await line.wall.picture(line.clock(), line.seen_since)).pager == PagerState()
    mail, webhook = await due(line)
    await paged(line, webhook, False, "500")
    failed = Paged("webhook", line.clock(), status="500")
    assert await trouble(line) == PagerState(reaches=False, failing=(failed,))
    await paged(line, mail, True, "250")
    assert await trouble(line) == PagerState(reaches=True, failing=(failed,))
    line.clock.passes(hours=24, seconds=1)
    assert await trouble(line) == PagerState()


async def trouble(line):
    return (await line.wall.picture(line.clock(), line.seen_since)).pager


async def test_that_no_browser_asked_for_pages_is_trouble_only_where_nothing_else_works(
    line, owing
):
    mail, webhook = await due(line)
    await paged(line, replace(webhook, channel="push"), False, NOBODY_ASKED)
    assert not (await trouble(line)).reaches
    await paged(line, mail, True, "250")
    assert await trouble(line) == PagerState()


async def test_the_clock_calls_anew_for_what_was_given_up(line, owing):
    for one in await due(line):
        await paged(line, one, False, "503")
    assert await line.count(owed_pages) == 0
    line.clock.passes(minutes=1)
    await lapse(line)
    assert [one.attempt for one in await due(line)] == [1, 1]


async def test_nothing_is_owed_for_what_somebody_has_claimed(line, owing):
    mona = await line.moderator()
    await line.alerts.claim(owing.id, mona, line.clock())
    assert await due(line) == []
    assert await line.count(owed_pages) == 0


async def test_a_former_leader_pages_nobody(line, owing):
    fence = await line.lead("clocks")
    line.clock.passes(hours=2)
    await line.leases.take("clocks", "another", 60)
    with pytest.raises(LeaseLost):
        await SqlPages(line.db).owed(fence, line.clock(), line.clock() + LATER, ())
