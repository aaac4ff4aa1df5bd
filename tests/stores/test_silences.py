"""A conversation in which nobody writes: asked, warned, ended in words; never while in danger."""

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.flag import Outcome
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.silence import SilenceState
from server.domain.visit import VisitState
from server.stores.leases import LeaseLost
from server.stores.tables.silences import silences
from tests.stores.line import SILENCE, looked_at, notices

ASK, WARN, END = (time.total_seconds() for time in (SILENCE.ask, SILENCE.warn, SILENCE.end))


@pytest.fixture
async def pair(line):
    """Pat has answered Vera: it is her turn."""
    vera, pat, talk = await line.paired()
    await line.say(vera, talk)
    await line.say(pat, talk, "I am listening")
    return vera, pat, talk


@pytest.fixture
def clock(line):
    """Lets time pass while everybody is there; returns what was told."""

    async def passes(seconds, *there):
        line.clock.passes(seconds=seconds)
        await line.seen(*there)
        fence = await line.lead("conversations")
        return await line.silences.due(fence, line.clock(), line.seen_since)

    return passes


async def silence(line, visitor):
    return (await line.view(visitor)).talk.silence


async def test_who_does_not_write_is_asked_warned_and_let_go_in_words(line, pair, clock):
    vera, pat, talk = pair
    assert await clock(ASK - 1, vera, pat) == []
    (wake,) = await clock(1, vera, pat)
    assert notices(wake) == [Notice.QUIET_ASKED]
    assert looked_at(wake) == {"vera", "pat"}
    assert (await silence(line, vera)).state is SilenceState.ASKED
    assert await clock(WARN - 1, vera, pat) == []
    (wake,) = await clock(1, vera, pat)
    assert notices(wake) == [Notice.QUIET_WARNED]
    assert (await silence(line, vera)).until == line.clock() + SILENCE.end
    assert await clock(END - 1, vera, pat) == []
    (wake,) = await clock(1, vera, pat)
    assert notices(wake) == [Notice.QUIET_ENDED]
    assert (await line.view(vera)).talk.visit.state is VisitState.ENDED
    assert (await line.talk_row(talk)).phase == Phase.CLOSED
    assert (await line.desk(pat)).duty.state is DutyState.WRAP_UP
    assert await clock(3600, vera, pat) == []


async def test_a_word_breaks_it_and_the_time_begins_anew(line, pair, clock):
    vera, pat, talk = pair
    await clock(ASK, vera, pat)
    await clock(WARN, vera, pat)
    await line.say(vera, talk, "Sorry, the door")
    assert await silence(line, vera) is None
    await line.say(pat, talk, "No hurry")
    assert await clock(ASK - 1, vera, pat) == []
    (wake,) = await clock(1, vera, pat)
    assert notices(wake) == [Notice.QUIET_ASKED]


async def test_still_here_extends_it_as_often_as_one_likes(line, pair, clock):
    vera, pat, talk = pair
    for _ in range(12):
        await clock(ASK, vera, pat)
        await clock(WARN, vera, pat)
        wake = await line.silences.still_here(vera, talk, line.clock())
        assert looked_at(wake) == {"vera", "pat"}
        assert await silence(line, vera) is None
        assert await clock(ASK - 1, vera, pat) == []
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_only_who_speaks_there_can_extend_it(line, pair):
    _, _, talk = pair
    for stranger in (Session("wim", Role.VISITOR), await line.ready("paul")):
        with pytest.raises(Refusal) as no:
            await line.silences.still_here(stranger, talk, line.clock())
        assert no.value.code is Code.NOT_FOUND
    assert await line.rows(silences) == []


async def test_a_peer_who_does_not_answer_is_asked_and_the_visitor_gets_somebody_else(
    line, pair, clock
):
    vera, pat, talk = pair
    await line.say(vera, talk, "Are you there?")
    (wake,) = await clock(ASK, vera, pat)
    assert notices(wake) == [Notice.PEER_QUIET]
    assert (await silence(line, vera)).whose is Role.PEER
    (wake,) = await clock(WARN, vera, pat)
    assert (notices(wake), looked_at(wake)) == ([], {"vera", "pat"})
    (wake,) = await clock(END, vera, pat)
    assert notices(wake) == [Notice.PEER_SILENT]
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert (await line.desk(pat)).duty.state is DutyState.WRAP_UP
    assert await line.inside(talk) == {"vera"}
    paul = await line.ready("paul")
    (pairing,) = await line.round()
    assert (pairing.visit, pairing.peer) == ("vera", paul.id)


async def test_a_peer_who_is_still_thinking_keeps_the_visitor(line, pair, clock):
    vera, pat, talk = pair
    await line.say(vera, talk, "Are you there?")
    await clock(ASK, vera, pat)
    await clock(WARN, vera, pat)
    await line.silences.still_here(pat, talk, line.clock())
    assert await clock(END, vera, pat) == []
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_the_peer_greets_first(line, clock):
    vera, pat, _ = await line.paired()
    (wake,) = await clock(ASK, vera, pat)
    assert notices(wake) == [Notice.PEER_QUIET]


async def test_a_visitor_whose_line_is_down_does_not_cost_the_peer_their_seat(line, pair, clock):
    vera, pat, talk = pair
    await line.say(vera, talk, "Are you there?")
    (wake,) = await clock(ASK, pat)
    assert notices(wake) == [Notice.QUIET_ASKED]
    await clock(WARN, pat)
    (wake,) = await clock(END, pat)
    assert notices(wake) == [Notice.QUIET_ENDED]


async def test_no_clock_ends_it_while_a_flag_is_open_or_the_level_is_two(line, pair, clock):
    vera, pat, talk = pair
    mona = await line.moderator()
    await clock(ASK, vera, pat)
    await clock(WARN, vera, pat)
    await line.worries(vera, talk, level=Level.L1)
    await line.say(pat, talk, "I am with you")
    assert await clock(3600, vera, pat, mona) == []
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    assert await clock(3600, vera, pat, mona) == []
    await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, "spoke", line.clock())
    await line.alerts.set_level(talk, Level.L2, mona, "", line.clock())
    assert await clock(3600, vera, pat, mona) == []
    flag = await line.only_flag()  # of the level that was raised by hand
    await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, "spoke", line.clock())
    await line.alerts.set_level(talk, Level.L1, mona, "calmer", line.clock())
    (wake,) = await clock(1, vera, pat, mona)
    assert notices(wake) == [Notice.QUIET_ASKED]


async def test_a_flag_that_is_raised_after_the_warning_stops_the_clock(line, pair, clock):
    vera, pat, talk = pair
    await clock(ASK, vera, pat)
    await clock(WARN, vera, pat)
    await line.alerts.ask(pat, talk, line.raising(Level.L1), line.clock())
    assert await clock(END, vera, pat) == []
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_none_runs_while_a_moderator_is_in_it(line, pair, clock):
    vera, pat, talk = pair
    mona = await line.moderator()
    await line.supervision.read(mona, talk, line.clock())
    assert await clock(3600, vera, pat, mona) == []


async def test_none_runs_for_who_waits(line, clock):
    vera = await line.visitor("vera")
    await line.say(vera, "talk-vera")
    assert await clock(3600, vera) == []


async def test_a_former_leader_ends_nothing(line, pair, clock):
    vera, pat, _ = pair
    old = await line.leases.take("conversations", "one", 10)
    line.clock.passes(seconds=ASK)
    await line.seen(vera, pat)
    assert await line.leases.take("conversations", "two", 10)
    with pytest.raises(LeaseLost):
        await line.silences.due(old, line.clock(), line.seen_since)
    assert await line.rows(silences) == []


async def test_a_silence_is_forgotten_with_its_conversation(line, pair, clock):
    vera, pat, _ = pair
    await clock(ASK, vera, pat)
    await line.visits.leave(vera.id, line.clock())
    await line.forgetting.forget(vera.id)
    assert await line.rows(silences) == []
