"""A moderator goes ahead without the visitor's yes: where a life is in danger, and never unseen."""

from functools import partial

import pytest

from moderation.verdict import Level
from server.domain.coming_back import coming_back
from server.domain.conversation import Phase
from server.domain.flag import FlagKind
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.referral import ReferralState, ReferralStep
from server.stores import audit
from server.stores.tables.house import audit as audit_table
from server.stores.tables.referrals import referrals
from tests.stores.line import FLAG_CLOCKS, PATHWAY, looked_at, notices

TALK = "talk-vera"


@pytest.fixture
async def vera(line):
    vera = (await line.paired())[0]
    await line.worries(vera, TALK, level=Level.L4)
    return vera


@pytest.fixture
async def mona(line, vera):
    return await line.moderator()


async def go(line, step, mona, reference=""):
    (row,) = await line.rows(referrals)
    return await line.referrals.go(row.id, step, mona, reference, line.clock())


async def test_the_visitor_is_told_at_once_and_the_way_goes_on_to_its_end(line, vera, mona):
    wake = await line.decide(mona, TALK)
    assert notices(wake) == [Notice.REFERRAL_DECIDED]
    assert looked_at(wake) == {"vera", "pat"}
    await go(line, ReferralStep.HAND_OVER, mona, "no. 17")
    assert (await line.talk_row(TALK)).phase == Phase.REFERRED
    await go(line, ReferralStep.CONFIRM, mona)
    referral = (await line.view(vera)).talk.referral
    assert (referral.state, referral.without.reason) == (ReferralState.CONFIRMED, "life_in_danger")
    assert referral.without.by == "mona"


async def test_the_audit_has_the_reason_but_not_the_words(line, vera, mona):
    await line.decide(mona, TALK)
    (row,) = await line.rows(referrals)
    newest = (await line.rows(audit_table))[-1]
    said = (newest.who, newest.did, newest.about, newest.reason)
    assert said == ("mona", "act_without_consent", row.id, "life_in_danger")
    assert b"no longer answers" not in row.sealed
    assert (await line.view(vera)).talk.referral.without.words.endswith("no longer answers")
    assert await audit.verify(line.db) is None


async def test_below_the_level_nobody_decides_for_the_visitor(line, mona):
    await line.paired("calm", "pete")
    with pytest.raises(StepNotAllowed):
        await line.decide(mona, "talk-calm")
    assert await line.count(referrals) == 0


async def test_it_takes_the_place_of_an_offer_that_nobody_answered(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.decide(mona, TALK)
    (row,) = await line.rows(referrals)
    assert (row.id, row.state, row.resource) == (id_, ReferralState.DECIDED, "emergency")
    with pytest.raises(StepNotAllowed):
        await line.referrals.answer(id_, vera, accept=False, at=line.clock())


async def test_a_no_of_the_visitor_stands_in_the_record_beside_it(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=False, at=line.clock())
    await line.decide(mona, TALK)
    states = {row.state for row in await line.rows(referrals)}
    assert states == {ReferralState.DECLINED, ReferralState.DECIDED}


async def test_a_yes_is_not_written_over(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    with pytest.raises(StepNotAllowed):
        await line.decide(mona, TALK)


async def test_one_that_failed_is_offered_anew_with_a_yes_asked_for(line, vera, mona):
    await line.decide(mona, TALK)
    (row,) = await line.rows(referrals)
    await line.fails(row.id, mona)
    await line.refer(mona, TALK)
    referral = (await line.view(vera)).talk.referral
    assert (referral.state, referral.without) == (ReferralState.OFFERED, None)


async def test_where_policy_says_so_no_step_is_told(line, vera, mona):
    wakes = [
        await line.decide(mona, TALK, told=False),
        await go(line, ReferralStep.HAND_OVER, mona, "no. 17"),
        await go(line, ReferralStep.CONFIRM, mona),
    ]
    assert [notices(wake) for wake in wakes] == [[], [], []]
    assert (await line.talk_row(TALK)).phase == Phase.OPEN
    assert (await line.view(vera)).talk.referral.hidden


async def test_after_the_end_it_stays_on_the_wall_until_it_is_confirmed(line, vera, mona):
    await line.visits.leave("vera", line.clock())
    wake = await line.decide(mona, TALK)
    assert (notices(wake), wake.wall) == ([], True)
    assert [t.talk.id for t in (await line.on_wall()).talks] == [TALK]
    await go(line, ReferralStep.HAND_OVER, mona, "no. 17")
    await go(line, ReferralStep.CONFIRM, mona)
    assert [t.talk.id for t in (await line.on_wall()).talks] == [TALK]  # a second person looks too
    (asked,) = await line.second_looks.shown(line.clock())
    await line.second_says(await line.moderator("mike"), asked.look.id)
    assert (await line.on_wall()).talks == ()


async def test_what_was_forgotten_is_not_decided_about(line, vera, mona):
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    with pytest.raises(StepNotAllowed):
        await line.decide(mona, TALK)


async def test_what_is_decided_and_not_done_calls_its_owner_again_and_again(line, vera, mona):
    await line.decide(mona, TALK)
    raising = partial(coming_back, pathway=PATHWAY, clocks=FLAG_CLOCKS, at=line.clock())
    fence = await line.lead("referrals")
    assert await line.referral_clock.expire(fence, raising, line.clock()) == []
    line.clock.passes(minutes=10)
    assert len(await line.referral_clock.expire(fence, raising, line.clock())) == 1
    (flag,) = [one for one in (await line.raised()).flags if one.kind is FlagKind.WORRY]
    assert PATHWAY.nowhere[ReferralState.DECIDED] in flag.reasons
    assert (await line.rows(referrals))[0].state == ReferralState.DECIDED
