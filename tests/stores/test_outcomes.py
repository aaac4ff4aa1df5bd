"""How peers say it went: kept with the conversation, counted, carried to who goes on."""

from datetime import UTC, datetime

import pytest

from moderation.verdict import Level
from server.domain.break_glass import LookingFor
from server.domain.wrapping_up import FollowUp, Outcome, Went
from server.stores.happenings import SqlHappenings
from server.stores.tables.silences import outcomes
from server.stores.talk.closed_talks import SqlClosedTalks
from tests.stores.test_transfers import answer, ask

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
CALMER = Outcome(Went.CALMER, Level.L1, (FollowUp.SERVICE, FollowUp.LOOK))


async def ended(line, outcome=None, note=""):
    visitor, peer, talk = await line.paired()
    await line.end(peer, talk)
    await line.wrap_up(peer, talk, note, outcome=outcome)
    return visitor, peer, talk


async def test_what_was_said_is_counted_without_whose_it_was(line):
    await ended(line, CALMER)
    (one,) = (await SqlHappenings(line.db).since(LONG_AGO)).wrapped
    assert (one.went, one.level, one.topics) == (Went.CALMER, Level.L1, ("loss",))
    assert one.follow_ups == (FollowUp.SERVICE, FollowUp.LOOK)


async def test_a_form_left_for_something_urgent_is_counted_as_not_written(line):
    await ended(line)
    (one,) = (await SqlHappenings(line.db).since(LONG_AGO)).wrapped
    assert (one.went, one.level, one.follow_ups) == (None, None, ())


@pytest.mark.parametrize("outcome", [CALMER, Outcome(Went.SAME), None])
async def test_a_moderator_sees_where_a_second_look_is_wished_for(line, outcome):
    await ended(line, outcome)
    (closed,) = await SqlClosedTalks(line.db).newest(LookingFor(), 9)
    assert closed.look is (outcome is CALMER)


@pytest.mark.parametrize("travels", [True, False])
async def test_a_note_reaches_who_goes_on_only_where_its_writer_said_so(line, travels):
    _, pat, talk = await line.paired()
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    await answer(line, paul, accept=True)
    outcome = Outcome(Went.SAME, travels=travels)
    await line.wrap_up(pat, talk, "Likes short sentences.", outcome=outcome)
    (shown,) = (await line.desk(paul)).talks
    left = [(by, one.text) for by, one in shown.carried]
    assert left == ([("pat", "Likes short sentences.")] if travels else [])


async def test_it_is_forgotten_with_the_conversation(line):
    visitor, _, _ = await ended(line, CALMER, "A note")
    await line.forgetting.forget(visitor.id)
    assert await line.count(outcomes) == 0


async def test_nobody_says_how_somebody_elses_conversation_went(line):
    """Where their own was deleted, any known id passed for it."""
    vera, pat, _ = await line.paired()
    await line.end(pat, "talk-vera")
    await line.forgetting.forget(vera.id)
    _, paul, theirs = await line.paired("wim", "paul")
    await line.end(paul, theirs)
    await line.wrap_up(pat, theirs, "not mine", outcome=CALMER)
    assert await line.rows(outcomes) == []
    await line.wrap_up(paul, theirs, outcome=CALMER)
    assert [row.peer for row in await line.rows(outcomes)] == ["paul"]
