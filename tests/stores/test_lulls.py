"""Where no clock runs nobody waits unseen: whose turn it is, and since when."""

import pytest

from moderation.verdict import Action, Level, Verdict
from server.domain.lull import Lull
from server.domain.session import Role
from server.domain.silence import SilenceState
from server.stores.watch.leading import SqlLeading
from tests.stores.line import SILENCE

WITHHELD = Verdict(actions=Action.WITHHOLD)


@pytest.fixture
async def danger(line):
    """Vera has said what she thinks of, and Pat has answered."""
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk)
    await line.say(pat, talk, "I am with you")
    return vera, pat, talk


async def lull(line, visitor="vera"):
    """As it is on every page: they all read it alike."""
    on_wall = next(t.lull for t in (await line.on_wall()).talks if t.visit.id == visitor)
    assert (await line.pictures.visits([visitor], line.seen_since))[visitor].talk.lull == on_wall
    return on_wall


async def test_who_waits_for_an_answer_waits_since_the_first_words_that_nobody_answered(
    line, danger
):
    vera, _, talk = danger
    line.clock.passes(seconds=30)
    since = line.clock()
    for words in ("Are you there?", "Please", "I have it here"):
        await line.worries(vera, talk, words)
        line.clock.passes(seconds=50)
    assert await lull(line) == Lull(Role.PEER, since)


async def test_an_answer_of_anybody_who_speaks_there_ends_the_waiting(line, danger):
    vera, pat, talk = danger
    await line.say(vera, talk, "Are you there?")
    mona = await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    line.clock.passes(seconds=10)
    await line.say(mona, talk, "I am Mona, I am here too")
    answered = line.clock()
    assert await lull(line) == Lull(Role.VISITOR, answered)
    line.clock.passes(seconds=90)
    await line.say(pat, talk, "Can you tell us where you are?")
    assert await lull(line) == Lull(Role.VISITOR, answered)


async def test_what_is_only_told_in_it_answers_nobody(line, danger):
    vera, _, talk = danger
    line.clock.passes(seconds=10)
    since = line.clock()
    await line.say(vera, talk, "Are you there?")
    line.clock.passes(seconds=10)
    await line.supervision.read(await line.moderator(), talk, line.clock())
    assert await lull(line) == Lull(Role.PEER, since)


async def test_who_comes_to_somebody_in_danger_greets_first_and_has_their_own_time(line):
    vera = await line.visitor("vera")
    await line.worries(vera, "talk-vera")
    assert await lull(line) is None  # who waits in the queue is counted there
    line.clock.passes(seconds=300)
    await line.seen(vera)
    await line.moderator()
    pat = await line.ready("pat")
    await line.round()
    line.clock.passes(seconds=5)
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    assert await lull(line) == Lull(Role.PEER, line.clock())


async def test_a_moderator_who_stays_when_the_peer_goes_is_the_one_who_is_waited_for(line, danger):
    vera, pat, talk = danger
    mona = await line.moderator()
    await SqlLeading(line.db, line.alerts.times).take(mona, talk, line.clock())
    line.clock.passes(seconds=10)
    await line.worries(vera, talk, "Will you stay?", level=Level.L3)
    since = line.clock()
    await line.step_aside(pat, talk)
    assert await lull(line) == Lull(Role.PEER, since)
    (picture,) = (await line.on_wall()).talks
    assert picture.talk.expected.person == mona.id


async def test_where_a_clock_runs_there_is_none_and_where_none_runs_there_is_no_silence(line):
    vera, pat, talk = await line.paired()
    await line.say(pat, talk, "Hello")
    said = line.clock()
    assert await lull(line) is None
    line.clock.passes(seconds=SILENCE.ask.total_seconds())
    await line.seen(vera, pat)
    await line.silences.due(await line.lead("conversations"), line.clock(), line.seen_since)
    assert (await line.view(vera)).talk.silence.state is SilenceState.ASKED
    await line.alerts.ask(pat, talk, line.raising(Level.L1), line.clock())
    assert await lull(line) == Lull(Role.VISITOR, said)
    assert (await line.view(vera)).talk.silence is None  # it promised an end that no clock brings


async def test_words_that_were_held_back_from_the_visitor_are_no_answer(line, danger):
    vera, pat, talk = danger
    line.clock.passes(seconds=10)
    await line.say(vera, talk, "Are you there?")
    since = line.clock()
    line.clock.passes(seconds=10)
    await line.say(pat, talk, "Call me on this number", verdict=WITHHELD)
    assert await lull(line) == Lull(Role.PEER, since)
