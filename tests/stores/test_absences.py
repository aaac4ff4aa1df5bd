"""A line that is up is not yet somebody who answers: nobody waits for an empty chair."""

import pytest

from server.domain.duty import DutyState
from server.domain.load import DutyStep
from server.domain.opening import Closed, closed_because
from server.domain.session import Role
from tests.stores.line import LEAVES, looked_at


async def lets_it_lapse(line, peer, *others):
    """Whoever is offered now is not answered."""
    await line.round()
    assert await line.offer_of(peer)
    line.clock.passes(seconds=21)
    await line.seen(peer, *others)
    await line.round()


async def a_moment(line, *people):
    """Longer than somebody is not asked about the same one."""
    line.clock.passes(seconds=61)
    await line.seen(*people)


async def state(line, peer):
    return (await line.desk(peer)).duty.state


@pytest.fixture
async def absent(line):
    """Mona is there, Pat's page is open and Pat is not, and Vera waits."""
    mona, pat, vera = await line.moderator(), await line.ready("pat"), await line.visitor("vera")
    await lets_it_lapse(line, pat, mona, vera)
    assert await state(line, pat) is DutyState.READY  # one may be a glance away
    await a_moment(line, pat, mona, vera)
    await lets_it_lapse(line, pat, mona, vera)
    return mona, pat, vera


async def test_after_two_offers_in_a_row_that_nobody_answered_a_peer_is_away(line, absent):
    _, pat, _ = absent
    assert await state(line, pat) is DutyState.AWAY


async def test_who_is_away_keeps_no_door_open_and_no_promise(line, absent):
    mona, pat, vera = absent
    await a_moment(line, mona, pat, vera)
    assert await line.round() == []
    staffing = (await line.queue()).staffing
    assert (staffing.peers, closed_because(staffing, 10)) == (0, Closed.NO_PEER)
    assert not (await line.view(vera)).answerable


async def test_who_says_that_they_are_here_is_brought_somebody_again(line, absent):
    mona, pat, vera = absent
    await a_moment(line, mona, pat, vera)
    await line.ready("pat")
    assert len(await line.round()) == 1
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    assert await state(line, pat) is DutyState.TALKING


async def test_one_offer_missed_after_that_is_a_glance_away(line, absent):
    """The two before it counted still, so one more was enough."""
    mona, pat, vera = absent
    await a_moment(line, mona, pat, vera)
    await line.ready("pat")
    await lets_it_lapse(line, pat, mona, vera)
    assert await state(line, pat) is DutyState.READY
    await a_moment(line, pat, mona, vera)
    await lets_it_lapse(line, pat, mona, vera)
    assert await state(line, pat) is DutyState.AWAY


async def test_who_says_no_is_there(line):
    mona, pat, vera = await line.moderator(), await line.ready("pat"), await line.visitor("vera")
    await lets_it_lapse(line, pat, mona, vera)
    await a_moment(line, pat, mona, vera)
    await line.round()
    await line.desks.decline("pat", await line.offer_of(pat), line.clock())
    await a_moment(line, pat, mona, vera)
    await lets_it_lapse(line, pat, mona, vera)
    assert await state(line, pat) is DutyState.READY


async def test_a_wrap_up_without_end_is_away_and_can_be_written_all_the_same(line):
    _, pat, talk = await line.paired()
    await line.end(pat, talk, LEAVES)
    line.clock.passes(minutes=14)
    await line.seen(pat)
    await line.round()
    assert await state(line, pat) is DutyState.WRAP_UP
    line.clock.passes(minutes=2)
    await line.seen(pat)
    (wake,) = await line.absences.note(await line.lead(), line.clock())
    assert looked_at(wake) == {"pat"}
    desk = await line.desk(pat)
    assert (desk.duty.state, desk.wrap_up, desk.staffing.peers) == (DutyState.AWAY, talk, 0)
    await line.wrap_up(pat, talk, "It went well")
    assert await state(line, pat) is DutyState.READY


async def test_after_a_late_wrap_up_a_break_is_a_break(line):
    _, pat, talk = await line.paired()
    await line.end(pat, talk, LEAVES)
    line.clock.passes(minutes=16)
    await line.seen(pat)
    await line.round()
    await line.wrap_up(pat, talk, then=DutyStep.REST)
    assert await state(line, pat) is DutyState.BREAK


async def test_nobody_is_taken_out_of_a_conversation_by_it(line):
    _, pat, _ = await line.paired()
    line.clock.passes(minutes=30)
    assert await line.absences.note(await line.lead(), line.clock()) == []
    assert await state(line, pat) is DutyState.TALKING


async def test_who_is_away_may_end_the_shift(line, absent):
    _, pat, _ = absent
    await line.off("pat", Role.PEER)
    assert await state(line, pat) is DutyState.OFF
