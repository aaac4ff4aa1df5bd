"""A peer on hold stays so until a second person lets them come back."""

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.flag import Outcome
from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.on_hold import Earlier, HoldCause
from server.domain.refusal import Code, Refusal
from server.domain.visit import VisitState
from server.stores import audit
from server.stores.rows.claims import looks_into_report
from server.stores.tables.core import flags
from server.stores.tables.holds import past_reports, peer_holds
from server.stores.tables.house import staff
from tests.stores.line import REPORTS_KEPT, looked_at, notices

WHY = "Asked where the visitor lives"


@pytest.fixture
async def mona(line):
    return await line.moderator()


@pytest.fixture
async def mike(line):
    return await line.moderator("mike")


async def test_a_report_that_was_confirmed_does_not_send_the_peer_back_to_visitors(line, mona):
    await reported(line, mona, Outcome.CONFIRMED)
    assert (await line.desk(PAT)).held
    assert await pairings(line) == []
    assert (await line.on_wall()).held == {"pat"}


@pytest.mark.parametrize("outcome", [Outcome.UNCLEAR, Outcome.HANDED_ON])
async def test_nor_does_one_that_was_not_cleared_up(line, mona, outcome):
    await reported(line, mona, outcome)
    assert await pairings(line) == []


async def test_a_false_alarm_frees_them_and_is_remembered_as_one(line, mona):
    await reported(line, mona, Outcome.FALSE_ALARM)
    assert (await line.peer_holds.book()).holds == []
    assert [p.peer for p in await pairings(line)] == ["pat"]
    (kept,) = (await line.peer_holds.book()).reports
    assert (kept.peer, kept.outcome, kept.by) == ("pat", Outcome.FALSE_ALARM, "mona")


async def test_a_report_that_an_older_process_wrote_is_one_all_the_same(line, mona):
    vera, pat, _ = await line.paired()
    await line.pairs.report(vera, line.raising(Level.L2), Level.L0, line.clock())
    async with line.db.write() as tx:
        await tx.execute(update(flags).values(kind="worry"))  # the column's own default
    flag = await line.only_flag()
    assert (flag.reported, flag.barred) == (pat.id, pat.id)
    await line.wrap_up(pat, "talk-vera")
    assert (await line.desk(PAT)).held
    assert await pairings(line) == []
    await line.alerts.claim(flag.id, mona, line.clock())
    assert await looks_into(line, mona)


async def looks_into(line, moderator):
    async with line.db.read() as tx:
        return await looks_into_report(tx, "talk-vera", moderator.id)


async def test_only_a_report_can_be_left_open(line, mona):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk)
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    with pytest.raises(Refusal) as refused:
        await line.alerts.resolve(flag.id, mona, Outcome.UNCLEAR, WHY, line.clock())
    assert refused.value.code is Code.BAD_PAYLOAD


async def test_who_decided_it_does_not_lift_it_and_a_second_person_does(line, mona, mike):
    await reported(line, mona, Outcome.CONFIRMED)
    (hold,) = (await line.peer_holds.book()).holds
    assert (hold.cause, hold.by, hold.reason) == (HoldCause.REPORT, "mona", WHY)
    with pytest.raises(StepNotAllowed):
        await line.peer_holds.lift(hold.id, mona.id, "It is fine", line.clock())
    wake = await line.peer_holds.lift(hold.id, mike.id, "Spoke with them", line.clock())
    assert (looked_at(wake), wake.queue) == ({"pat"}, True)
    (lifted,) = (await line.peer_holds.book()).holds
    assert (lifted.lifted_by, lifted.lifted_because) == ("mike", "Spoke with them")
    assert [p.peer for p in await pairings(line)] == ["pat"]
    with pytest.raises(StepNotAllowed):
        await line.peer_holds.lift(hold.id, mike.id, "Again", line.clock())


async def test_whom_they_have_just_let_in_is_no_second_person_to_lift_it(line, mona, mike):
    await reported(line, mona, Outcome.CONFIRMED)
    (hold,) = (await line.peer_holds.book()).holds
    async with line.db.write() as tx:
        await tx.execute(update(staff).where(staff.c.id == mike.id).values(made_by=mona.id))
    with pytest.raises(StepNotAllowed):
        await line.peer_holds.lift(hold.id, mike.id, "It is fine", line.clock())


async def test_nobody_finds_or_lifts_a_hold_about_themselves(line, mona):
    await reported(line, mona, Outcome.CONFIRMED)
    (hold,) = (await line.peer_holds.book()).holds
    with pytest.raises(Refusal) as refused:
        await line.peer_holds.lift(hold.id, PAT.id, "I am fine", line.clock())
    assert refused.value.code is Code.NOT_FOUND
    assert (await line.desk(PAT)).held


async def test_each_report_needs_somebody_else_to_lift_its_hold(line, mona, mike):
    await reported(line, mona, Outcome.CONFIRMED)
    line.clock.passes(seconds=1)
    await line.peer_holds.put(mike.id, PAT.id, WHY, line.clock())
    second, first = (await line.peer_holds.book()).holds
    await line.peer_holds.lift(first.id, mike.id, "Spoke", line.clock())
    assert (await line.desk(PAT)).held
    await line.peer_holds.lift(second.id, mona.id, "Spoke", line.clock())
    assert not (await line.desk(PAT)).held


async def test_a_third_report_does_not_look_like_the_first(line, mona):
    for number, outcome in enumerate((Outcome.FALSE_ALARM, Outcome.CONFIRMED)):
        await reported(line, mona, outcome, visitor=f"vera{number}")
        line.clock.passes(days=2)
        await line.forgetting.past(await line.lead("retention"), line.clock())
        for hold in (await line.peer_holds.book()).holds:
            await line.peer_holds.lift(hold.id, StaffId("ada"), "Spoke", line.clock())
    assert await line.count(flags) == 0
    wim, _, _ = await line.paired("wim")
    await line.pairs.report(wim, line.raising(Level.L2), Level.L0, line.clock())
    assert (await line.raised()).earlier == {"pat": Earlier(reports=2, confirmed=1)}


async def test_what_stays_of_a_report_has_no_words_and_goes_in_its_time(line, mona, mike):
    await reported(line, mona, Outcome.CONFIRMED)
    (row,) = await line.rows(past_reports)
    assert set(row._mapping) == {"id", "peer", "day", "outcome", "by"}
    assert (row.day.hour, row.day.minute) == (0, 0)
    (hold,) = await line.rows(peer_holds)
    assert WHY.encode() not in hold.sealed
    line.clock.passes(days=REPORTS_KEPT.days + 1)
    await line.forgetting.past(await line.lead("retention"), line.clock())
    assert (await line.count(past_reports), await line.count(peer_holds)) == (0, 1)
    assert (await line.desk(PAT)).held
    (hold,) = (await line.peer_holds.book()).holds
    await line.forgetting.days(line.clock())
    assert (await line.peer_holds.book()).holds[0].reason == WHY
    await line.peer_holds.lift(hold.id, mike.id, "Spoke", line.clock())
    line.clock.passes(days=REPORTS_KEPT.days + 1)
    await line.forgetting.past(await line.lead("retention"), line.clock())
    assert await line.count(peer_holds) == 0


async def test_a_peer_is_put_on_hold_at_once_and_who_was_offered_to_them_waits_at_the_head(line):
    mona, pat, vera = await line.moderator(), await line.ready("pat"), await line.visitor("vera")
    await line.round()
    wake = await line.peer_holds.put(mona.id, pat.id, WHY, line.clock())
    assert looked_at(wake) == {"pat", "vera"}
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert await line.round() == []
    assert await audit.verify(line.db) is None


async def test_only_a_peer_is_put_on_hold_and_nobody_by_themselves(line, mona):
    pat = await line.ready("pat")
    await line.employed("sam", ("moderator",))
    for by, whom in ((mona.id, "nobody"), (mona.id, "sam"), (pat.id, pat.id)):
        with pytest.raises(Refusal) as refused:
            await line.peer_holds.put(by, whom, WHY, line.clock())
        assert refused.value.code is Code.NOT_FOUND


async def test_a_moderator_takes_over_the_visitor_who_is_told_that_somebody_is_there(line, mona):
    vera, pat, talk = await line.paired()
    peer = await line.peer_holds.answering(talk)
    assert peer == "pat"
    wake = await line.peer_holds.take_over(mona, talk, peer, line.clock())
    assert notices(wake) == [Notice.TRANSFERRED]
    assert await line.inside(talk) == {"vera", "mona"}
    desk = await line.desk(pat)
    assert (desk.duty.state, desk.talks) == (DutyState.WRAP_UP, ())
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    with pytest.raises(Refusal):
        await line.say(pat, talk, "But why?")
    await line.say(mona, talk, "I am here.")


async def test_where_the_peer_has_gone_meanwhile_there_is_nothing_to_take_over(line, mona):
    vera, _, talk = await line.paired()
    peer = await line.peer_holds.answering(talk)
    await line.pairs.change(vera, line.clock())
    assert (await line.peer_holds.take_over(mona, talk, peer, line.clock())).said == []
    with pytest.raises(StepNotAllowed):
        await line.peer_holds.answering(talk)


class PAT:
    id = StaffId("pat")


async def reported(line, moderator, outcome, visitor="vera"):
    """A visitor reports Pat, leaves, and a moderator says what it was."""
    vera, pat, talk = await line.paired(visitor)
    await line.pairs.report(vera, line.raising(Level.L2), Level.L0, line.clock())
    await line.wrap_up(pat, talk)
    await line.visits.leave(visitor, line.clock())
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, moderator, line.clock())
    await line.alerts.resolve(flag.id, moderator, outcome, WHY, line.clock())


async def pairings(line):
    """Who is brought to whom where somebody new waits."""
    await line.moderator()
    await line.ready("pat")
    await line.visitor("wim")
    return await line.round()
