"""A referral that leads nowhere comes back, with a clock, to who offered it."""

from functools import partial

import pytest

from moderation.verdict import Level
from server.domain.coming_back import coming_back
from server.domain.flag import FlagState, Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.referral import ReferralState, ReferralStep
from server.stores.leases import LeaseLost
from server.stores.tables.core import flags
from server.stores.tables.referrals import referrals
from tests.stores.line import FLAG_CLOCKS, PATHWAY, looked_at

TALK = "talk-vera"


@pytest.fixture
async def vera(line):
    return (await line.paired())[0]


@pytest.fixture
async def mona(line, vera):
    return await line.moderator()


async def turn(line, fence=None):
    at = line.clock()
    raising = partial(coming_back, pathway=PATHWAY, clocks=FLAG_CLOCKS, at=at)
    return await line.referral_clock.expire(fence or await line.lead("referrals"), raising, at)


async def accepted(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    return id_


async def handed_over(line, vera, mona):
    id_ = await accepted(line, vera, mona)
    at = line.clock()
    await line.referrals.go(id_, ReferralStep.HAND_OVER, mona, "no. 17", at)
    return id_


async def test_an_offer_that_nobody_answers_ends_and_its_owner_is_called(line, vera, mona):
    id_, _ = await line.refer(mona, TALK, hours=1)
    fence = await line.lead("referrals")
    assert await turn(line, fence) == []
    line.clock.passes(hours=1)
    with pytest.raises(StepNotAllowed):
        await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    (wake,) = await turn(line, fence)
    assert wake.wall
    assert looked_at(wake) == {"vera", "pat"}
    assert await turn(line, fence) == []
    (row,) = await line.rows(referrals)
    assert (row.state, row.ended_at) == (ReferralState.EXPIRED, line.clock())
    flag = await line.only_flag()
    assert flag.reasons == (PATHWAY.nowhere[ReferralState.OFFERED],)
    assert (flag.state, flag.alerting, flag.raised_by) == (FlagState.RAISED, "mona", "clock")
    await line.refer(mona, TALK)


async def test_one_that_failed_comes_back_to_who_offered_it_under_the_level_s_clock(
    line, vera, mona
):
    id_ = await accepted(line, vera, mona)
    await line.worries(vera, TALK, level=Level.L3)
    (worry,) = await line.rows(flags)
    await line.alerts.claim(worry.id, mona, line.clock())
    await line.fails(id_, mona)
    flag = await line.only_flag()  # one incident for one person
    assert flag.reasons[0] == PATHWAY.nowhere[ReferralState.FAILED]
    assert (flag.state, flag.claimed_by) == (FlagState.CLAIMED, "mona")


async def test_a_failure_with_nobody_looking_runs_under_a_clock(line, vera, mona):
    other = await line.moderator("milo")
    await line.fails(await accepted(line, vera, mona), other)
    flag = await line.only_flag()
    assert flag.due_at == line.clock() + FLAG_CLOCKS[Level.L0]
    assert (flag.alerting, flag.raised_by) == ("mona", "Milo")


@pytest.mark.parametrize("until", [accepted, handed_over])
async def test_what_nobody_takes_further_is_asked_about_again_and_again(line, vera, mona, until):
    id_ = await until(line, vera, mona)
    state = (await line.rows(referrals))[0].state
    for _ in range(2):
        line.clock.passes(seconds=PATHWAY.patience[state].total_seconds() - 1)
        assert await turn(line) == []
        line.clock.passes(seconds=1)
        assert len(await turn(line)) == 1
        flag = await line.only_flag()
        assert flag.reasons == (PATHWAY.nowhere[state],)
        await line.alerts.claim(flag.id, mona, line.clock())
        await line.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, "Asked", line.clock())
    (row,) = await line.rows(referrals)
    assert (row.id, row.state) == (id_, state)
    assert await line.count(flags) == 2


async def test_a_yes_of_somebody_in_danger_is_asked_about_after_minutes(line, vera, mona):
    await line.worries(vera, TALK, level=Level.L3)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await accepted(line, vera, mona)
    for _ in range(2):
        line.clock.passes(minutes=5, seconds=-1)
        assert await turn(line) == []
        line.clock.passes(seconds=1)
        assert len(await turn(line)) == 1
    assert PATHWAY.nowhere[ReferralState.ACCEPTED] in (await line.only_flag()).reasons


async def test_a_yes_given_before_the_danger_waits_no_hour_either(line, vera, mona):
    await accepted(line, vera, mona)
    line.clock.passes(minutes=1)
    await line.worries(vera, TALK, level=Level.L3)
    assert await turn(line) == []
    line.clock.passes(minutes=5)
    assert len(await turn(line)) == 1


async def test_the_other_side_s_silence_is_seen_after_the_end_too(line, vera, mona):
    await handed_over(line, vera, mona)
    await line.visits.leave("vera", line.clock())
    line.clock.passes(hours=1)
    await turn(line)
    flag = await line.only_flag()
    assert flag.reasons == (PATHWAY.nowhere[ReferralState.HANDED_OVER],)
    await line.alerts.claim(flag.id, mona, line.clock())


async def test_after_the_end_a_failure_calls_nobody(line, vera, mona):
    id_ = await accepted(line, vera, mona)
    await line.visits.leave("vera", line.clock())
    await line.fails(id_, mona)
    assert await line.count(flags) == 0


async def test_what_is_confirmed_is_quiet(line, vera, mona):
    id_ = await handed_over(line, vera, mona)
    await line.referrals.go(id_, ReferralStep.CONFIRM, mona, "", line.clock())
    line.clock.passes(hours=2)
    assert await turn(line) == []


async def test_it_is_not_confirmed_by_nothing(line, vera, mona):
    id_ = await accepted(line, vera, mona)
    await line.referrals.go(id_, ReferralStep.HAND_OVER, mona, "", line.clock())
    with pytest.raises(StepNotAllowed):
        await line.referrals.go(id_, ReferralStep.CONFIRM, mona, "", line.clock())
    await line.referrals.go(id_, ReferralStep.CONFIRM, mona, "Ana there told me", line.clock())
    assert (await line.view(vera)).talk.referral.reference == "Ana there told me"


@pytest.mark.parametrize("until", [accepted, handed_over])
async def test_a_clock_that_was_set_back_gives_no_step_an_hour_more(line, vera, mona, until):
    await until(line, vera, mona)
    line.clock.passes(hours=-1)
    assert await turn(line) == []
    line.clock.passes(hours=1)
    assert len(await turn(line)) == 1


async def test_a_former_leader_turns_nothing(line, vera, mona):
    await line.refer(mona, TALK, hours=1)
    old = await line.leases.take("referrals", "one", 10)
    line.clock.passes(hours=2)
    assert await line.leases.take("referrals", "two", 10)
    with pytest.raises(LeaseLost):
        await turn(line, old)
