"""A peer ends what hurts them; who is in danger is never left by it; the two do not meet again."""

from dataclasses import replace

import pytest

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.flag import ALONE, ASKED
from server.domain.ids import PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.protection import HURT, Hurt, Hurting
from server.domain.refusal import Code, Refusal
from server.domain.visit import VisitState
from tests.stores.line import FLAG_CLOCKS, KEPT_FOR, Statements, notices


@pytest.fixture
def reports(line):
    async def report(peer, talk, kind=Hurt.INSULTS, words="They went on"):
        hurting = Hurting(kind, words, FLAG_CLOCKS)
        return await line.reliefs.end_and_report(peer, talk, hurting, line.clock())

    return report


async def begins_again(line, name, follows):
    """The same visitor, under a new token."""
    await line.visits.begin(replace(line.visit(name, f"talk-{name}"), follows=follows))


async def test_it_ends_at_once_and_the_visitor_can_read_why(line, reports):
    vera, pat, talk = await line.paired()
    assert notices(await reports(pat, talk, Hurt.SEXUAL)) == [Notice.STOPPED_SEXUAL]
    view = await line.view(vera)
    assert (view.talk.visit.state, view.stopped) == (VisitState.ENDED, Hurt.SEXUAL)


async def test_what_ended_in_the_usual_way_blames_nobody(line):
    vera, pat, talk = await line.paired()
    await line.end(pat, talk)
    assert (await line.view(vera)).stopped is None


async def test_moderators_are_told_what_it_was(line, reports):
    _, pat, talk = await line.paired()
    await reports(pat, talk, Hurt.THREATS, "They know where I live")
    flag = await line.only_flag()
    assert (flag.conversation, flag.level, flag.words) == (talk, Level.L2, "They know where I live")
    assert flag.concerns == (HURT,)
    assert flag.reported is None  # it is not about the peer


async def test_a_threat_is_kept_as_long_as_its_flag_says(line, reports):
    _, pat, talk = await line.paired()
    await reports(pat, talk, Hurt.THREATS)
    row = await line.talk_row(talk)
    assert (row.level, row.top_level) == (Level.L2, Level.L2)
    assert row.forget_at == line.clock() + KEPT_FOR * (1 + Level.L2)


async def test_it_has_no_consequence_for_the_peer(line, reports):
    _, pat, talk = await line.paired()
    await reports(pat, talk)
    desk = await line.desk(pat)
    assert (desk.duty.state, desk.wrap_up, desk.held) == (DutyState.WRAP_UP, talk, False)


async def test_the_two_are_not_brought_together_again_though_the_visitor_begins_anew(line, reports):
    vera, pat, talk = await line.paired()
    await reports(pat, talk)
    await line.wrap_up(pat, talk)
    await begins_again(line, "vera-again", vera.id)
    await line.seen(pat)
    assert await line.round() == []
    paul = await line.ready("paul")
    assert [one.peer for one in await line.round()] == [paul.id]


async def test_also_not_in_the_visit_after_that(line, reports):
    vera, pat, talk = await line.paired()
    await reports(pat, talk)
    await line.wrap_up(pat, talk)
    await begins_again(line, "second", vera.id)
    await line.visits.leave(PersonId("second"), line.clock())
    await begins_again(line, "third", "second")
    await line.seen(pat)
    assert await line.round() == []


async def test_nothing_is_taken_over_from_a_visit_that_is_not_there(line):
    await begins_again(line, "vera", "nobody")
    pat = await line.ready("pat")
    assert [one.peer for one in await line.round()] == [pat.id]


async def test_somebody_in_danger_is_not_ended_by_it(line, reports):
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L3)
    assert notices(await reports(pat, talk)) == [Notice.PEER_STEPPED_ASIDE]
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert (await line.desk(pat)).duty.state is DutyState.WRAP_UP
    flag = await line.only_flag()
    assert (flag.level, flag.is_asked_for, HURT in flag.concerns) == (Level.L3, True, True)


async def test_from_l2_on_it_goes_on_without_the_peer_though_somebody_has_the_flag(line, reports):
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L2)
    mona = await line.moderator()
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await reports(pat, talk)
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING


async def test_whoever_has_the_flag_is_called_anew(line, reports):
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L3)
    mona = await line.moderator()
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await reports(pat, talk)
    flag = await line.only_flag()
    assert flag.calls(mona.id)


async def test_below_that_level_what_does_not_end_rings_at_once_as_well(line, reports):
    """A path is being walked: nobody may be left in the middle of it, and somebody must come."""
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L1)
    mona = await line.moderator()
    await reports(pat, talk, Hurt.THREATS)
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    flag = await line.only_flag()
    assert flag.calls(mona.id)
    assert {HURT, ASKED, ALONE} <= set(flag.concerns)


@pytest.mark.parametrize("level", [Level.L0, Level.L3])
async def test_the_audit_is_locked_last(line, reports, level):
    vera, pat, talk = await line.paired()
    if level:
        await line.worries(vera, talk, level=level)
    with Statements(line.db) as said:
        await reports(pat, talk)
    changes = [one for one in said.said if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert changes[-1].startswith("INSERT INTO audit")


async def test_a_moderator_who_speaks_there_stays_with_the_visitor(line, reports):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    assert notices(await reports(pat, talk)) == [Notice.PEER_RELIEVED]
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    assert await line.inside(talk) == {"vera", "mona"}


async def test_nobody_else_ends_it_like_this(line, reports):
    _, pat, talk = await line.paired()
    paul = await line.ready("paul")
    with pytest.raises(Refusal) as refused:
        await reports(paul, talk)
    assert refused.value.code is Code.NOT_FOUND
    await line.end(pat, talk)
    with pytest.raises((Refusal, StepNotAllowed)):
        await reports(pat, talk)
