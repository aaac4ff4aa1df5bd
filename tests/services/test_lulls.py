"""Nobody who may be in danger waits unseen: who answers is reminded, then every wall shows it."""

import pytest

from moderation.verdict import Level
from server.domain.flag import Outcome
from server.stores.watch.leading import SqlLeading
from tests.services.people import EVERYTHING


@pytest.fixture
async def waits(house):
    """Vera waits for an answer of Pat's, at L3; Mona has the flag, Mike is on duty too."""
    vera, pat, talk = await house.paired()
    mona, mike = await house.moderator(), await house.moderator("mike")
    await house.say(pat, talk, "I am listening")
    await house.worries(vera, talk, level=Level.L3)
    await house.alerts.claim((await house.only_flag()).id, mona, house.clock())
    return vera, pat, mona, mike, talk


@pytest.fixture
def desk(house):
    async def read(peer):
        (on_desk,) = (await house.viewing.desks([peer.id]))[peer.id].conversations
        return on_desk.lull

    return read


@pytest.fixture
def wall(house):
    async def read(moderator):
        (card,) = (await house.walling.view(moderator)).conversations
        return card.lull

    return read


def passes(house, name, level=Level.L3):
    """Until so much of this level's time is over."""
    rung = EVERYTHING.ladder.at(level)
    house.clock.passes(seconds=getattr(rung, f"{name}_seconds"))


async def test_the_peer_is_reminded_first_and_nobody_else(house, waits, desk, wall):
    _, pat, mona, *_ = waits
    since = house.clock()
    house.clock.passes(seconds=EVERYTHING.ladder.at(Level.L3).answer_seconds - 1)
    assert await desk(pat) is None
    house.clock.passes(seconds=1)
    card = await desk(pat)
    assert (card.visitor_waits, card.since) == (True, since)
    assert (card.late, card.calls_you) == (False, True)
    assert await wall(mona) is None


async def test_where_nobody_answers_it_stands_on_every_wall_and_calls_who_has_the_flag(
    house, waits, desk, wall
):
    _, pat, mona, mike, talk = waits
    passes(house, "unanswered")
    assert [(card.late, card.calls_you) for card in (await wall(mona), await wall(mike))] == [
        (True, True),
        (True, False),
    ]
    assert (await desk(pat)).late
    await house.say(pat, talk, "I am here. Where are you now?")
    assert (await desk(pat), await wall(mona), await wall(mike)) == (None, None, None)


async def test_where_nobody_has_a_flag_everyone_is_called(house, waits, wall):
    _, _, mona, mike, _ = waits
    done = (await house.only_flag()).id
    await house.alerts.resolve(done, mona, Outcome.CONFIRMED, "spoke", house.clock())
    passes(house, "unanswered")
    assert (await wall(mona)).calls_you
    assert (await wall(mike)).calls_you


async def test_who_leads_is_reminded_and_not_the_peer(house, waits, desk, wall):
    _, pat, mona, mike, talk = waits
    await SqlLeading(house.db, house.alerts.times).take(mona, talk, house.clock())
    passes(house, "answer")
    assert not (await desk(pat)).calls_you
    assert (await wall(mona)).calls_you
    assert await wall(mike) is None
    passes(house, "unanswered")
    assert (await desk(pat)).calls_you


async def test_a_moderator_who_answers_alone_is_reminded(house, waits, wall):
    _, pat, mona, _, talk = waits
    await SqlLeading(house.db, house.alerts.times).take(mona, talk, house.clock())
    await house.step_aside(pat, talk)
    passes(house, "answer")
    card = await wall(mona)
    assert (card.visitor_waits, card.calls_you) == (True, True)


async def test_a_visitor_who_does_not_write_is_shown_and_calls_nobody(house, waits, desk, wall):
    _, pat, mona, mike, talk = waits
    await house.say(pat, talk, "Are you safe where you are?")
    asked = house.clock()
    passes(house, "quiet")
    for card in (await desk(pat), await wall(mona), await wall(mike)):
        assert (card.visitor_waits, card.since) == (False, asked)
        assert not (card.late or card.calls_you)


async def test_the_higher_the_level_the_sooner(house, waits, desk):
    _, pat, *_ = waits
    passes(house, "answer", Level.L4)
    assert await desk(pat) is None
    await house.alerts.set_level("talk-vera", Level.L4, waits[2], "has it there", house.clock())
    assert (await desk(pat)).calls_you
