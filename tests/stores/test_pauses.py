"""A pause: the pair hears nothing new, moderators hear everything, and nothing is lost by it."""

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.pause import AT_MOST
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.watch.pauses import SqlPauses
from tests.stores.line import looked_at, notices


@pytest.fixture
def pauses(line):
    return SqlPauses(line.db)


@pytest.fixture
async def three(line):
    """A pair, and a moderator who reads along."""
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.read(mona, talk, line.clock())
    return vera, pat, mona, talk


async def texts(line, person, talk):
    return [one.text for one in await line.talks.tail(person.id, talk, 0, 100) if one.text]


async def earshot(line, person, talk):
    return (await line.pictures.attending([person.id]))[person.role, person.id][talk]


async def due(line, pauses):
    at = line.clock()
    return await pauses.due(await line.lead("conversations"), at, at)


async def goes_on_by_itself(line, pauses):
    return [notices(wake) for wake in await due(line, pauses)] == [[Notice.RESUMED]]


async def test_both_are_told_and_hear_no_more_but_the_moderator_does(line, pauses, three):
    vera, pat, mona, talk = three
    await line.say(vera, talk, "before")
    wake = await pauses.pause(mona, talk, line.clock())
    assert notices(wake) == [Notice.PAUSED]
    assert {"vera", "pat"} <= looked_at(wake)
    await line.say(vera, talk, "meanwhile")
    assert await texts(line, pat, talk) == ["before"]
    assert await texts(line, mona, talk) == ["before", "meanwhile"]
    paused = wake.said[0].seq
    assert (await earshot(line, pat, talk)).upto == paused
    assert (await earshot(line, vera, talk)).newest == paused
    assert (await earshot(line, mona, talk)).newest == paused + 1


async def test_ones_own_words_are_still_there_after_a_reload(line, pauses, three):
    vera, pat, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    await line.say(pat, talk, "are you there?")
    await line.say(vera, talk, "mine")
    assert await texts(line, vera, talk) == ["mine"]


async def test_when_it_goes_on_everything_is_heard_in_order(line, pauses, three):
    vera, pat, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    await line.say(vera, talk, "one")
    await line.say(pat, talk, "two")
    wake = await pauses.go_on(mona, talk, line.clock())
    assert notices(wake) == [Notice.RESUMED]
    for person in (vera, pat):
        assert await texts(line, person, talk) == ["one", "two"]
        assert (await earshot(line, person, talk)).upto is None


async def test_words_of_danger_reach_moderators_in_a_pause_and_end_it(line, pauses, three):
    vera, pat, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    await line.worries(vera, talk, "I can't go on", Level.L2)
    assert (await line.only_flag()).words == "I can't go on"
    assert await goes_on_by_itself(line, pauses)
    assert await texts(line, pat, talk) == ["I can't go on"]


async def test_nobody_in_danger_is_kept_waiting(line, pauses, three):
    vera, _, mona, talk = three
    await line.worries(vera, talk, level=Level.L2)
    with pytest.raises(StepNotAllowed):
        await pauses.pause(mona, talk, line.clock())


async def test_it_ends_by_itself_once(line, pauses, three):
    _, pat, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    assert await due(line, pauses) == []
    line.clock.passes(seconds=AT_MOST.total_seconds())
    assert await goes_on_by_itself(line, pauses)
    assert await due(line, pauses) == []
    assert (await earshot(line, pat, talk)).upto is None


async def test_a_clock_that_is_set_back_keeps_nobody_waiting(line, pauses, three):
    _, _, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    line.clock.passes(seconds=-20)  # clocks of two machines differ
    assert await due(line, pauses) == []
    line.clock.passes(hours=-1)
    assert await goes_on_by_itself(line, pauses)


async def test_it_ends_where_no_moderator_is_there_any_more(line, pauses, three):
    _, _, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    await line.supervision.step_back(mona, talk, line.clock())
    assert await goes_on_by_itself(line, pauses)


async def test_it_ends_where_the_visitor_waits_for_somebody_else(line, pauses, three):
    vera, _, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    await line.pairs.change(vera, line.clock())
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    assert await goes_on_by_itself(line, pauses)


async def test_who_ends_it_keeps_nothing_back(line, pauses, three):
    vera, pat, mona, talk = three
    await pauses.pause(mona, talk, line.clock())
    await line.say(pat, talk, "take care")
    await line.end(pat, talk)
    assert (await line.talk_row(talk)).phase == Phase.CLOSED
    assert await texts(line, vera, talk) == ["take care"]
    assert await due(line, pauses) == []


async def test_pausing_twice_is_one_pause_and_strangers_pause_nothing(line, pauses, three):
    _, _, mona, talk = three
    mike = await line.moderator("mike")
    for step in (pauses.pause, pauses.go_on):
        with pytest.raises(Refusal) as refused:
            await step(mike, talk, line.clock())
        assert refused.value.code is Code.NOT_FOUND
    await pauses.pause(mona, talk, line.clock())
    assert notices(await pauses.pause(mona, talk, line.clock())) == []
    await pauses.go_on(mona, talk, line.clock())
    assert notices(await pauses.go_on(mona, talk, line.clock())) == []


async def test_no_clock_of_silence_runs_in_a_pause(line, pauses, three):
    _, pat, mona, talk = three
    await line.say(pat, talk, "hello")
    await line.supervision.step_back(mona, talk, line.clock())
    await line.supervision.read(mona, talk, line.clock())
    await pauses.pause(mona, talk, line.clock())
    line.clock.passes(seconds=3600)
    at = line.clock()
    assert await line.silences.due(await line.lead("conversations"), at, at) == []


async def test_the_pages_say_until_when_and_go_no_further(line, pauses, three):
    vera, _, mona, talk = three
    seq = (await pauses.pause(mona, talk, line.clock())).said[0].seq
    await line.say(vera, talk, "meanwhile")
    found = (await line.view(vera)).talk.talk
    assert found.held_until == line.clock() + AT_MOST
    assert [found.heard_by(role) for role in (Role.VISITOR, Role.PEER)] == [seq, seq]
    assert found.heard_by(Role.MODERATOR) == seq + 1
