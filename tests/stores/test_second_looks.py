"""Help without a yes is never seen by one alone, and never waits where a life is in danger."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.flag import FlagKind, FlagState, Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.paging import Lapsed
from server.domain.referral import ReferralState
from server.domain.refusal import Code, Refusal
from server.domain.second_look import AFTERWARDS, BEFORE, LookState
from server.domain.session import Role, Session
from server.stores import audit
from server.stores.tables.core import flags
from server.stores.tables.house import audit as audit_table
from server.stores.tables.house import staff
from server.stores.tables.referrals import referrals
from server.stores.tables.second_looks import second_looks
from tests.stores.line import FLAG_CLOCKS, notices

TALK, MINUTE = "talk-vera", timedelta(minutes=1)


@pytest.fixture
async def vera(line):
    return (await line.paired())[0]


@pytest.fixture
async def mona(line, vera):
    await line.worries(vera, TALK, level=Level.L3)
    return await line.moderator()


@pytest.fixture
async def mike(line, mona):
    return await line.moderator("mike")


async def calling(line):
    """The flag that calls a second person."""
    found = [f for f in (await line.wall.raised()).flags if f.kind is FlagKind.SECOND]
    return found[0] if found else None


async def state_of(line):
    (row,) = await line.rows(second_looks)
    return LookState(row.state)


async def test_whom_the_asker_has_just_let_in_may_say_no_and_not_yes(line, mona, mike):
    async with line.db.write() as tx:
        await tx.execute(update(staff).where(staff.c.id == mike.id).values(made_by=mona.id))
    look = await line.ask_second(mona, TALK)
    with pytest.raises(StepNotAllowed):
        await line.second_says(mike, look)
    assert await state_of(line) is LookState.ASKED
    await line.second_says(mike, look, approve=False)
    assert await state_of(line) is LookState.DECLINED


async def test_nothing_is_done_until_a_second_person_says_yes(line, vera, mona, mike):
    look = await line.ask_second(mona, TALK)
    assert await line.count(referrals) == 0
    assert (await line.view(vera)).talk.referral is None
    wake = await line.second_says(mike, look)
    assert notices(wake) == [Notice.REFERRAL_DECIDED]
    (row,) = await line.rows(referrals)
    assert (row.state, row.offered_by, row.decided_by) == (ReferralState.DECIDED, "mona", "mona")
    (kept,) = await line.rows(second_looks)
    assert (kept.state, kept.answered_by, kept.referral) == ("approved", "mike", row.id)


async def test_a_no_leaves_it_undone_and_says_why(line, vera, mona, mike):
    look = await line.ask_second(mona, TALK)
    await line.second_says(mike, look, approve=False, words="They said that they are safe")
    assert (await line.count(referrals), await state_of(line)) == (0, LookState.DECLINED)
    asked = (await line.on_wall()).seconds[TALK]
    assert (asked.look.answer, asked.look.waits) == ("They said that they are safe", False)
    with pytest.raises(StepNotAllowed):  # it is answered once
        await line.second_says(mike, look)


async def test_it_rings_for_everybody_but_who_asks(line, mona, mike):
    await line.ask_second(mona, TALK)
    flag = await calling(line)
    assert (flag.level, flag.alerting, flag.barred) == (Level.L3, "mike", "mona")
    assert (flag.reasons, flag.due_at) == ((BEFORE,), line.clock() + FLAG_CLOCKS[Level.L3])
    with pytest.raises(Refusal) as refused:
        await line.alerts.claim(flag.id, mona, line.clock())
    assert refused.value.code is Code.NOT_FOUND


async def test_where_nobody_else_is_on_duty_nobody_is_waited_for(line, mona):
    await line.ask_second(mona, TALK)
    assert (await calling(line)).due_at == line.clock()


async def test_the_answer_resolves_what_rings_whoever_has_it(line, mona, mike):
    look = await line.ask_second(mona, TALK)
    await line.alerts.claim((await calling(line)).id, mike, line.clock())
    lou = await line.moderator("lou")
    await line.second_says(lou, look)
    assert await calling(line) is None
    (row,) = [row for row in await line.rows(flags) if row.kind == FlagKind.SECOND]
    assert (row.claimed_by, row.resolved_by, row.due_at) == ("mike", "lou", None)


async def test_it_is_not_put_away_without_an_answer(line, mona, mike):
    await line.ask_second(mona, TALK)
    flag = await calling(line)
    await line.alerts.claim(flag.id, mike, line.clock())
    with pytest.raises(Refusal):
        await line.alerts.resolve(flag.id, mike, Outcome.FALSE_ALARM, "No time", line.clock())
    assert (await calling(line)).state is FlagState.CLAIMED


async def test_nobody_is_their_own_second_person(line, mona, mike):
    look = await line.ask_second(mona, TALK)
    with pytest.raises(StepNotAllowed):
        await line.second_says(mona, look)
    assert (await line.count(referrals), await state_of(line)) == (0, LookState.ASKED)


async def test_an_administrator_is_a_second_person(line, mona):
    look = await line.ask_second(mona, TALK)
    await line.second_says(Session("ada", Role.MODERATOR, "Ada"), look)
    assert await state_of(line) is LookState.APPROVED


async def test_with_somebody_on_duty_who_could_be_asked_nobody_goes_ahead_alone(line, mona, mike):
    with pytest.raises(StepNotAllowed):
        await line.decide(mona, TALK)
    assert await line.count(referrals) == 0


async def test_at_the_highest_level_nothing_waits_and_the_look_comes_afterwards(
    line, vera, mona, mike
):
    await line.worries(vera, TALK, level=Level.L4)
    wake = await line.decide(mona, TALK)
    assert notices(wake) == [Notice.REFERRAL_DECIDED]
    flag = await calling(line)
    assert (flag.level, flag.reasons) == (Level.L2, (AFTERWARDS,))
    (kept,) = await line.rows(second_looks)
    assert (kept.state, kept.acted_at) == (LookState.ASKED, line.clock())
    await line.second_says(mike, kept.id, approve=False, words="They had said yes")
    (row,) = await line.rows(referrals)
    assert row.state == ReferralState.DECIDED  # who is called is not called off by a later no
    assert (await calling(line), await state_of(line)) == (None, LookState.DECLINED)


async def test_whoever_is_alone_on_duty_goes_ahead_below_it_too(line, vera, mona):
    await line.decide(mona, TALK)
    assert (await line.view(vera)).talk.referral.state is ReferralState.DECIDED
    assert (await calling(line)).due_at == line.clock()


async def test_whoever_hears_nothing_in_time_goes_ahead_and_the_question_stays(line, mona, mike):
    look = await line.ask_second(mona, TALK)
    line.clock.passes(seconds=119)
    await line.seen(mona, mike)
    with pytest.raises(StepNotAllowed):
        await line.decide(mona, TALK)
    line.clock.passes(seconds=1)
    await line.decide(mona, TALK)
    (kept,) = await line.rows(second_looks)
    assert (kept.id, kept.state, kept.acted_at) == (look, LookState.ASKED, line.clock())
    await line.second_says(mike, look)
    assert await line.count(referrals) == 1  # a later yes does nothing twice


async def test_a_no_is_not_waited_out(line, vera, mona, mike):
    look = await line.ask_second(mona, TALK)
    await line.second_says(mike, look, approve=False)
    line.clock.passes(seconds=300)
    await line.seen(mona, mike)
    with pytest.raises(StepNotAllowed):
        await line.decide(mona, TALK)
    await line.worries(vera, TALK, level=Level.L4)  # but a life in danger does not wait for it
    await line.decide(mona, TALK)
    assert await line.count(referrals) == 1


async def test_one_question_at_a_time_and_who_wants_the_same_answers_it(line, vera, mona, mike):
    await line.ask_second(mona, TALK)
    with pytest.raises(Refusal) as refused:
        await line.ask_second(mike, TALK)
    assert refused.value.code is Code.TAKEN


async def test_where_a_life_is_in_danger_nobody_waits_for_somebody_else_s_question(
    line, vera, mona, mike
):
    asked = await line.ask_second(mona, TALK)
    await line.worries(vera, TALK, level=Level.L4)
    line.clock.passes(seconds=1)
    assert notices(await line.decide(mike, TALK)) == [Notice.REFERRAL_DECIDED]
    looks = {row.id: row for row in await line.rows(second_looks)}
    hers = looks.pop(asked)
    assert (hers.state, hers.answered_by, hers.acted_at) == (
        LookState.APPROVED,
        mike.id,
        line.clock(),
    )
    assert [(row.who, row.did) for row in await line.rows(audit_table)][-2:] == [
        ("mike", "approve_without_consent"),
        ("mike", "act_without_consent"),
    ]
    (his,) = looks.values()  # his own, that somebody else looks at
    assert (his.state, his.asked_by) == (LookState.ASKED, mike.id)
    assert (await calling(line)).asked_by == mike.id
    await line.second_says(mona, his.id)
    assert (await calling(line), await line.count(referrals)) == (None, 1)


async def test_below_it_somebody_else_s_question_is_answered_first(line, mona, mike):
    await line.ask_second(mona, TALK)
    line.clock.passes(seconds=120)
    await line.seen(mona, mike)
    with pytest.raises(Refusal) as refused:
        await line.decide(mike, TALK)
    assert refused.value.code is Code.TAKEN


async def test_two_second_persons_at_once_are_one(line, mona, mike):
    lou, look = await line.moderator("lou"), await line.ask_second(mona, TALK)
    said = [line.second_says(who, look) for who in (mike, lou)]
    done = await asyncio.gather(*said, return_exceptions=True)
    assert [type(one) for one in done].count(StepNotAllowed) == 1
    assert await line.count(referrals) == 1


async def test_a_yes_after_the_danger_is_over_does_nothing(line, mona, mike):
    look = await line.ask_second(mona, TALK)
    await line.alerts.set_level(TALK, Level.L2, mike, "They are with a friend", line.clock())
    with pytest.raises(StepNotAllowed):
        await line.second_says(mike, look)
    await line.second_says(mike, look, approve=False)
    assert (await line.count(referrals), await calling(line)) == (0, None)


async def test_what_came_after_the_first_is_looked_at_too(line, vera, mona, mike):
    """It failed and was decided again: two looks under one ring, which ends with the last."""
    await line.worries(vera, TALK, level=Level.L4)
    await line.decide(mona, TALK)
    (row,) = await line.rows(referrals)
    await line.fails(row.id, mona)
    line.clock.passes(seconds=5)
    await line.decide(mona, TALK)
    first, second = [row.id for row in await line.rows(second_looks)]
    await line.second_says(mike, first)
    assert await calling(line)
    await line.second_says(mike, second)
    assert await calling(line) is None


async def test_both_names_stand_in_the_audit_and_nobody_s_words(line, mona, mike):
    look = await line.ask_second(mona, TALK)
    await line.second_says(mike, look)
    rows = [(row.who, row.did) for row in await line.rows(audit_table)]
    assert rows[-3:] == [
        ("mona", "ask_without_consent"),
        ("mona", "act_without_consent"),
        ("mike", "approve_without_consent"),
    ]
    assert {row.reason for row in (await line.rows(audit_table))[-3:]} == {"life_in_danger"}
    (kept,) = await line.rows(second_looks)
    assert b"no longer answers" not in kept.sealed
    assert b"read it" not in kept.answer
    assert await audit.verify(line.db) is None


async def test_what_nobody_has_looked_at_stays_open_after_the_end_and_the_deletion(
    line, vera, mona, mike
):
    await line.worries(vera, TALK, level=Level.L4)
    await line.decide(mona, TALK)
    (row,) = await line.rows(referrals)
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    (kept,) = await line.rows(second_looks)
    assert (kept.sealed, (await calling(line)).state) == (None, FlagState.RAISED)
    assert [one.look.id for one in await line.second_looks.shown(line.clock())] == [kept.id]
    await line.second_says(mike, kept.id)
    assert await calling(line) is None
    assert (await line.rows(second_looks))[0].answer is None
    assert row.state == ReferralState.DECIDED


async def test_it_holds_no_peer_back(line, mona, mike):
    """Who asks as a moderator may be a peer as well: nothing was reported about them."""
    await line.ask_second(mona, TALK)
    assert "mona" not in (await line.on_wall()).held


async def test_a_claim_of_it_opens_no_closed_conversation(line, vera, mona, mike):
    await line.worries(vera, TALK, level=Level.L4)
    await line.decide(mona, TALK)
    await line.visits.leave("vera", line.clock())
    await line.alerts.claim((await calling(line)).id, mike, line.clock())
    with pytest.raises((StepNotAllowed, Refusal)):
        await line.supervision.read(mike, TALK, line.clock())


async def test_the_clock_goes_round_and_leaves_out_who_asked(line, mona, mike):
    await line.ask_second(mona, TALK)
    line.clock.passes(seconds=FLAG_CLOCKS[Level.L3].total_seconds())
    await line.seen(mona, mike)
    fence, now = await line.lead("clocks"), line.clock()
    await line.flag_clock.lapse(fence, now, line.seen_since, lambda _, at: Lapsed(at + MINUTE))
    flag = await calling(line)
    assert (flag.lapses, flag.alerting) == (1, "mike")
    assert flag.due_at == now + MINUTE
