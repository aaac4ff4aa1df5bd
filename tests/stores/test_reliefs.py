"""A peer steps aside from somebody in danger; nobody is left alone."""

from datetime import timedelta
from functools import partial

import pytest

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.relief import ASIDE, stepping_aside
from server.domain.session import Role
from server.domain.visit import VisitState
from tests.stores.line import GRACE, looked_at, notices

CLOCKS = dict.fromkeys(Level, timedelta(seconds=60))


@pytest.fixture
async def three(line):
    """A visitor in danger, their peer, and a moderator on duty."""
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L3)
    return vera, pat, await line.moderator(), talk


async def aside(line, peer, talk):
    at = line.clock()
    raising = partial(stepping_aside, clocks=CLOCKS, at=at)
    return await line.reliefs.step_aside(peer, talk, raising, at)


async def test_the_visitor_is_told_and_comes_first(line, three):
    vera, pat, _, talk = three
    wake = await aside(line, pat, talk)
    assert notices(wake) == [Notice.PEER_STEPPED_ASIDE]
    assert {"vera", "pat"} <= looked_at(wake)
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert view.talk.talk.level is Level.L3


async def test_moderators_are_called_about_it(line, three):
    _, pat, _, talk = three
    await aside(line, pat, talk)
    flag = await line.only_flag()
    assert (flag.level, ASIDE in flag.reasons) == (Level.L3, True)
    assert flag.words == "I can't go on"


async def test_it_has_no_consequence_for_the_peer(line, three):
    _, pat, _, talk = three
    await aside(line, pat, talk)
    desk = await line.desk(pat)
    assert (desk.duty.state, desk.wrap_up, desk.held) == (DutyState.WRAP_UP, talk, False)
    await line.wrap_up(pat, talk)
    await line.seen(pat)
    assert (await line.desk(pat)).duty.state is DutyState.READY
    assert await line.round() == []  # this visitor is not brought to them again


async def test_a_moderator_who_leads_stays_with_the_visitor(line, three):
    vera, pat, mona, talk = three
    await line.supervision.join(mona, talk, line.clock())
    wake = await aside(line, pat, talk)
    assert notices(wake) == [Notice.PEER_RELIEVED]
    view = await line.view(vera)
    assert view.talk.visit.state is VisitState.TALKING
    assert await line.inside(talk) == {"vera", "mona"}
    await line.say(vera, talk, "Are you still there?")
    await line.say(mona, talk, "Yes, I am.")


async def test_a_moderator_who_only_reads_along_does_not_lead(line, three):
    _, pat, mona, talk = three
    await line.supervision.read(mona, talk, line.clock())
    assert notices(await aside(line, pat, talk)) == [Notice.PEER_STEPPED_ASIDE]


@pytest.fixture
async def alone(line, three):
    """The moderator is alone with the visitor."""
    vera, pat, mona, talk = three
    await line.supervision.join(mona, talk, line.clock())
    await aside(line, pat, talk)
    return vera, mona, talk


async def test_a_moderator_who_leaves_leaves_nobody_alone(line, alone):
    vera, mona, talk = alone
    wake = await line.supervision.step_back(mona, talk, line.clock())
    assert notices(wake) == [Notice.PEER_LEFT]
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert await line.inside(talk) == {"vera"}


async def test_a_moderator_who_is_alone_with_somebody_cannot_go_off_duty(line, alone):
    _, mona, talk = alone
    with pytest.raises(StepNotAllowed):
        await line.off(mona.id, Role.MODERATOR)
    await line.supervision.step_back(mona, talk, line.clock())
    await line.off(mona.id, Role.MODERATOR)


async def test_a_moderator_whose_line_is_lost_leaves_nobody_alone(line, alone):
    vera, _, talk = alone
    paul = await line.ready("paul")
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(vera, paul)
    await line.round()
    assert (await line.view(vera)).talk.visit.state in (VisitState.WAITING, VisitState.OFFERED)
    assert await line.inside(talk) == {"vera"}


async def test_a_moderator_who_is_lost_leaves_none_of_several_alone(line, alone):
    vera, mona, talk = alone
    wim, paul, other = await line.paired("wim", "paul")
    await line.worries(wim, other, level=Level.L3)
    await line.supervision.join(mona, other, line.clock())
    await aside(line, paul, other)
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(vera, wim)
    await line.round()
    for visitor, conversation in ((vera, talk), (wim, other)):
        assert (await line.view(visitor)).talk.visit.state is VisitState.WAITING
        assert await line.inside(conversation) == {visitor.id}


async def test_another_moderator_who_speaks_stays_with_the_visitor(line, alone):
    vera, mona, talk = alone
    kit = await line.moderator("kit")
    await line.supervision.join(kit, talk, line.clock())
    await line.supervision.step_back(mona, talk, line.clock())
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    assert await line.inside(talk) == {"vera", "kit"}


async def test_a_moderator_hands_the_visitor_on_to_another_peer(line, alone):
    _, mona, talk = alone
    paul = await line.ready("paul")
    free = await line.transfers.free(mona, talk, line.seen_since)
    assert [duty.staff for duty in free if duty.role is Role.PEER] == [paul.id]


async def test_below_that_level_a_conversation_is_handed_on_in_the_usual_way(line):
    _, pat, talk = await line.paired()
    with pytest.raises(StepNotAllowed):
        await aside(line, pat, talk)


async def test_a_stranger_steps_aside_from_nothing(line, three):
    paul, talk = await line.ready("paul"), three[3]
    with pytest.raises(Refusal) as refused:
        await aside(line, paul, talk)
    assert refused.value.code is Code.NOT_FOUND
