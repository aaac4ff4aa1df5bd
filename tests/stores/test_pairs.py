"""Someone else, please; and: I don't feel safe with this person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.flag import FlagKind, Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.paging import Lapsed
from server.domain.refusal import Code, Refusal
from server.domain.report import UNSAFE
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.stores import audit
from server.stores.tables.core import flags, visits
from server.stores.tables.house import vetoes
from tests.stores.line import looked_at, notices

REMARK = "He asked where I live"


async def test_someone_else_is_a_place_at_the_head_with_the_same_rank_and_risk(line):
    vera, _, talk = await line.paired()
    since = (await line.view(vera)).talk.visit.waiting_since
    await line.worries(vera, talk, level=Level.L2)
    line.clock.passes(seconds=300)
    await line.visitor("wim")
    await line.seen(vera)
    await line.pairs.change(vera, line.clock())
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert (view.talk.visit.waiting_since, view.talk.talk.level) == (since, Level.L2)
    assert view.talk.talk.phase is Phase.OPEN


async def test_the_peer_is_told_in_words_and_wraps_up(line):
    vera, pat, talk = await line.paired()
    wake = await line.pairs.change(vera, line.clock())
    assert notices(wake) == [Notice.PEER_CHANGED]
    assert looked_at(wake) == {"vera", "pat"}
    desk = await line.desk(pat)
    assert (desk.duty.state, desk.wrap_up, desk.talks) == (DutyState.WRAP_UP, talk, ())
    assert await line.inside(talk) == {"vera"}
    with pytest.raises(Refusal):
        await line.say(pat, talk, "But why?")
    await line.wrap_up(pat, talk, "They wanted somebody else")


async def test_they_are_never_offered_to_that_peer_again(line):
    vera, pat, talk = await line.paired()
    await line.pairs.change(vera, line.clock())
    await line.wrap_up(pat, talk)
    for _ in range(3):
        line.clock.passes(seconds=90)
        await line.seen(vera, pat)
        assert await line.round() == []
    paul = await line.ready("paul")
    (pairing,) = await line.round()
    assert (pairing.visit, pairing.peer) == ("vera", "paul")
    await line.desks.accept(paul, await line.offer_of(paul), line.clock())
    assert await line.inside(talk) == {"vera", "paul"}


async def test_somebody_else_may_be_offered_to_the_peer_who_was_left(line):
    vera, pat, talk = await line.paired()
    await line.pairs.change(vera, line.clock())
    await line.wrap_up(pat, talk)
    await line.visitor("wim")
    (pairing,) = await line.round()
    assert (pairing.visit, pairing.peer) == ("wim", "pat")


async def test_only_who_talks_with_somebody_can_ask_for_somebody_else(line):
    vera = await line.visitor("vera")
    with pytest.raises(StepNotAllowed):
        await line.pairs.change(vera, line.clock())
    with pytest.raises(Refusal) as refused:
        await line.pairs.change(Session("nobody", Role.VISITOR), line.clock())
    assert refused.value.code is Code.NOT_FOUND


async def test_a_report_is_a_flag_of_its_own_about_that_peer(line):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk)
    await report(line, vera)
    found = {flag.kind: flag for flag in (await line.raised()).flags}
    assert set(found) == {FlagKind.WORRY, FlagKind.REPORT}
    flag = found[FlagKind.REPORT]
    assert (flag.reported, flag.words, flag.raised_by) == ("pat", REMARK, "visitor")
    assert flag.reasons == (UNSAFE,)
    (row,) = await line.rows(flags, flags.c.reported == "pat")
    assert REMARK.encode() not in row.sealed
    assert await audit.verify(line.db) is None


async def test_a_report_ends_it_with_the_same_words_as_a_change(line):
    vera, pat, _ = await line.paired()
    wake = await report(line, vera)
    assert notices(wake) == [Notice.PEER_CHANGED]
    assert wake.said[0].text == ""
    desk = await line.desk(pat)
    assert (desk.duty.state, desk.held) == (DutyState.WRAP_UP, True)


async def test_the_next_peer_is_not_shown_the_report(line):
    vera, _, talk = await line.paired()
    await report(line, vera)
    paul = await line.ready("paul")
    await line.round()
    await line.desks.accept(paul, await line.offer_of(paul), line.clock())
    (shown,) = (await line.desk(paul)).talks
    assert (shown.talk.id, shown.flag) == (talk, None)


async def test_who_was_reported_gets_nobody_until_a_moderator_has_looked(line):
    vera, pat, talk = await line.paired()
    await report(line, vera)
    await line.wrap_up(pat, talk)
    mona, wim = await line.moderator(), await line.visitor("wim")
    assert await line.round() == []
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    assert await line.round() == []
    wake = await line.alerts.resolve(flag.id, mona, Outcome.FALSE_ALARM, "Spoke", line.clock())
    assert wake.queue
    assert "pat" in looked_at(wake)
    assert not (await line.desk(pat)).held
    assert [(p.visit, p.peer) for p in await line.round()] == [(wim.id, "pat")]


async def test_a_hold_outlives_the_shift(line):
    vera, pat, talk = await line.paired()
    await report(line, vera)
    await line.wrap_up(pat, talk)
    await line.off("pat")
    await line.ready("pat")
    await line.visitor("wim")
    assert await line.round() == []


async def test_where_they_were_the_only_peer_the_line_says_that_nobody_can_answer(line):
    vera, _, _ = await line.paired()
    await line.moderator()
    await report(line, vera)
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert (view.staffing.peers, view.staffing.moderators) == (0, 1)


async def test_what_was_not_right_is_told_also_after_the_end(line):
    vera, pat, talk = await line.paired()
    await line.end(pat, talk)
    wake = await report(line, vera)
    assert (notices(wake), "pat" in looked_at(wake)) == ([], True)
    flag = await line.only_flag()
    assert (flag.kind, flag.reported, flag.words) == (FlagKind.REPORT, "pat", REMARK)
    assert (await line.desk(pat)).held
    assert [t.talk.id for t in (await line.on_wall()).talks] == [talk]


async def test_and_where_the_peer_has_gone_and_is_just_asked_to_come_back(line):
    vera, pat, _ = await line.paired()
    line.clock.passes(seconds=150)
    await line.seen(vera)
    await line.round()
    await line.ready("pat")
    assert [(one.visit, one.peer) for one in await line.round()] == [("vera", "pat")]
    await report(line, vera)
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert (await line.desk(pat)).offers == ()
    assert (await line.only_flag()).reported == "pat"
    assert await line.count(vetoes) == 1


async def test_whom_the_next_visitor_is_offered_to_does_not_take_them_once_reported(line):
    vera, pat, talk = await line.paired()
    await line.end(pat, talk)
    await line.wrap_up(pat, talk)
    await line.visitor("vic")
    await line.round()
    offer = await line.offer_of(pat)
    await report(line, vera)
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(pat, offer, line.clock())
    await line.round()
    assert await line.offer_of(pat) is None
    assert (await line.rows(visits, visits.c.id == "vic"))[0].state == VisitState.WAITING


async def test_it_is_about_the_peer_also_where_a_moderator_came_last(line):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    line.clock.passes(seconds=1)
    await line.supervision.join(mona, talk, line.clock())
    await line.end(pat, talk)
    await report(line, vera)
    assert (await line.only_flag()).reported == "pat"


async def test_nobody_is_reported_by_who_has_talked_with_nobody(line):
    vera = await line.visitor("vera")
    with pytest.raises(StepNotAllowed):
        await report(line, vera)


async def test_danger_told_in_the_report_raises_the_level_and_moves_them_forward(line):
    vera, _, talk = await line.paired()
    await line.pairs.report(vera, line.raising(Level.L3), Level.L3, line.clock())
    assert (await line.talk_row(talk)).level == Level.L3


async def test_nobody_sees_or_claims_a_report_about_themselves(line):
    vera, _, _ = await line.paired()
    await report(line, vera)
    flag = await line.only_flag()
    both = await line.moderator("pat")
    with pytest.raises(Refusal) as refused:
        await line.alerts.claim(flag.id, both, line.clock())
    assert refused.value.code is Code.NOT_FOUND
    late = flag.due_at + timedelta(seconds=1)
    fence = await line.lead("clocks")
    await line.flag_clock.lapse(fence, late, line.seen_since, lambda _, at: Lapsed(at))
    assert (await line.only_flag()).alerting is None


async def test_what_was_said_is_read_by_whoever_looks_into_it_also_after_the_end(line):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    await line.say(pat, talk, "Where do you live?")
    await report(line, vera)
    await line.visits.leave("vera", line.clock())
    with pytest.raises(StepNotAllowed):
        await line.supervision.read(mona, talk, line.clock())
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    wake = await line.supervision.read(mona, talk, line.clock())
    assert wake.said == []
    words = [m.text for m in await line.talks.tail("mona", talk, 0, 100)]
    assert "Where do you live?" in words
    assert [t.talk.id for t in (await line.on_wall()).talks] == [talk]
    with pytest.raises(StepNotAllowed):
        await line.supervision.join(mona, talk, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, "Spoke", line.clock())
    assert (await line.on_wall()).talks == ()
    with pytest.raises(Refusal):
        await line.talks.tail("mona", talk, 0, 100)


async def test_forgetting_takes_the_veto_and_leaves_the_bare_report(line):
    vera, _, _ = await line.paired()
    await report(line, vera)
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    (flag,) = (await line.raised()).flags
    assert (flag.reported, flag.words) == ("pat", "")
    mona = await line.moderator()
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, "Spoke", line.clock())
    line.clock.passes(days=30)
    await line.forgetting.past(await line.lead("retention"), line.clock())
    assert (await line.count(flags), await line.count(vetoes)) == (0, 0)


async def report(line, visitor):
    raising = line.raising(Level.L2, REMARK, within=120, concern="unsafe_with_peer")
    raised = replace(raising, reasons=(UNSAFE,))
    return await line.pairs.report(visitor, raised, Level.L0, line.clock())
