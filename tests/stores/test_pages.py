"""What is owed to the pager is a row until it is answered; each attempt to pay it is one, too."""

from datetime import timedelta

import pytest

from server.domain.paging import Attempt, Lapsed
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
    await line.alerts.lapse(
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
