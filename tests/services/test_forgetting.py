"""Forgetting on schedule: page by page, what nobody ended too, and nothing that is still needed."""

from datetime import timedelta

import pytest

from server.domain.message import Notice
from server.services.forgetting import Forgetting
from server.stores.leases import LeaseLost
from server.stores.tables.core import conversations, messages, visits

SILENCE = timedelta(hours=24)


@pytest.fixture
def forgetting(line, told):
    return Forgetting(line.forgetting, line.visits, told, line.clock, SILENCE)


async def until_done(forgetting, line):
    fence, rounds = await line.lead("retention"), 0
    while await forgetting.round(fence):
        rounds += 1
    return rounds


async def test_what_has_ended_is_forgotten_when_its_time_is_over(line, forgetting):
    vera, pat, talk = await line.paired()
    await line.say(vera, talk, "my words")
    await line.end(pat, talk)
    line.clock.passes(hours=23)
    assert await until_done(forgetting, line) == 0
    assert await line.count(messages)
    line.clock.passes(hours=2)
    assert await until_done(forgetting, line) == 1
    assert [await line.count(t) for t in (messages, conversations, visits)] == [0, 0, 0]


async def test_what_nobody_ended_is_ended_after_a_silent_day_and_then_forgotten(
    line, forgetting, told
):
    await line.paired()
    line.clock.passes(hours=25)
    await until_done(forgetting, line)
    assert told.notices == [Notice.VISITOR_LEFT]
    line.clock.passes(hours=25)
    await until_done(forgetting, line)
    assert await line.count(conversations) == 0


async def test_what_is_spoken_in_is_not_ended(line, forgetting, told):
    vera, _, talk = await line.paired()
    line.clock.passes(hours=23)
    await line.say(vera, talk, "still here")
    line.clock.passes(hours=2)
    await until_done(forgetting, line)
    assert told.notices == []


async def test_the_days_of_which_nothing_is_left_lose_their_key(line, forgetting):
    _vera, pat, talk = await line.paired()
    await line.end(pat, talk)
    (day,) = line.vault.days()
    line.clock.passes(hours=49)
    await until_done(forgetting, line)
    assert day not in line.vault.days()


async def test_a_round_forgets_no_more_than_a_page_so_that_the_lease_can_be_renewed(
    line, forgetting, monkeypatch
):
    for number in range(5):
        _, pat, talk = await line.paired(f"v{number}", f"p{number}")
        await line.end(pat, talk)
    past = line.forgetting.past

    async def three_at_a_time(fence, at):
        return await past(fence, at, 3)

    class Schedule:
        past = staticmethod(three_at_a_time)

    paged = Forgetting(Schedule, line.visits, forgetting.hints, line.clock, SILENCE)
    line.clock.passes(hours=25)
    assert await until_done(paged, line) == 2
    assert await line.count(conversations) == 0


async def test_a_former_leader_forgets_nothing(line, forgetting):
    _, pat, talk = await line.paired()
    await line.end(pat, talk)
    fence = await line.lead("retention")
    line.clock.passes(hours=25)
    await line.leases.take("retention", "another", 60)
    with pytest.raises(LeaseLost):
        await forgetting.round(fence)
    assert await line.count(conversations)
