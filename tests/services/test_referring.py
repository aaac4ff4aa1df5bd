"""A service is found, offered, and reached."""

import msgspec
import pytest

from moderation.verdict import Level
from server.contract.commands import AnswerReferral
from server.contract.staff_commands import (
    ConfirmReferral,
    FailReferral,
    FindResources,
    HandOver,
    OfferReferral,
)
from server.domain.coming_back import NOWHERE, PATIENCE
from server.domain.referral import ReferralState
from server.domain.refusal import Code, Refusal
from server.services.referral_tending import ReferralTending
from server.stores.tables import referrals
from tests.services.people import RESOURCE

OFFER = OfferReferral(conversation="talk-vera", resource=RESOURCE, reason="They asked for it")


@pytest.fixture
async def vera(house):
    return (await house.paired())[0]


@pytest.fixture
async def mona(house):
    return await house.moderator()


async def test_a_referral_goes_its_whole_way(house, vera, mona):
    await house.referring.offer_referral(mona, OFFER)
    card = (await house.viewing.visit(vera)).referral
    assert (card.state, card.resource.id) == (ReferralState.OFFERED, RESOURCE)
    await house.referring.answer(vera, AnswerReferral(referral=card.id, accept=True))
    await house.referring.hand_over(mona, HandOver(referral=card.id, reference="no. 17"))
    await house.referring.confirm_referral(mona, ConfirmReferral(referral=card.id))
    card = (await house.viewing.visit(vera)).referral
    assert (card.state, card.reference) == (ReferralState.CONFIRMED, "no. 17")
    assert len(house.hints.said) == 4


async def test_the_visitor_changes_what_is_passed_on_and_the_moderator_sees_it(house, vera, mona):
    asked = msgspec.structs.replace(OFFER, summary=" Lost her job, sleeps badly ")
    await house.referring.offer_referral(mona, asked)
    card = (await house.viewing.visit(vera)).referral
    assert card.summary == "Lost her job, sleeps badly"
    answer = AnswerReferral(referral=card.id, accept=True, summary="Sleeps badly")
    await house.referring.answer(vera, answer)
    (talk,) = (await house.walling.view(mona)).conversations
    assert talk.referral.summary == "Sleeps badly"


async def test_one_that_failed_comes_back_and_is_offered_anew(house, vera, mona):
    await house.referring.offer_referral(mona, OFFER)
    id_ = (await house.viewing.visit(vera)).referral.id
    await house.referring.answer(vera, AnswerReferral(referral=id_, accept=True))
    await house.referring.fail_referral(mona, FailReferral(referral=id_, reason="Busy"))
    flag = (await house.walling.view(mona)).flags[0]
    assert (flag.reasons, flag.calls_you) == ((NOWHERE[ReferralState.FAILED],), True)
    await house.referring.offer_referral(mona, OFFER)
    card = (await house.viewing.visit(vera)).referral
    assert (card.id, card.state) == (id_, ReferralState.OFFERED)
    assert card.expires_at == house.clock() + PATIENCE


async def test_an_offer_that_nobody_answers_comes_back_with_a_clock(house, vera, mona):
    await house.referring.offer_referral(mona, OFFER)
    clocks = house.referring.clocks
    tending = ReferralTending(house.referral_clock, house.hints, clocks, house.clock)
    fence = await house.lead("referrals")
    await tending.round(fence)
    assert (await house.walling.view(mona)).flags == ()
    house.clock.passes(seconds=PATIENCE.total_seconds())
    told = len(house.hints.wakes)
    await tending.round(await house.lead("referrals"))
    (flag,) = (await house.walling.view(mona)).flags
    assert (flag.reasons, flag.calls_you) == ((NOWHERE[ReferralState.OFFERED],), True)
    assert flag.due_at == house.clock() + clocks[Level.L0]
    assert house.hints.wakes[told].wall


async def test_declining_is_an_answer_like_any_other(house, vera, mona):
    await house.referring.offer_referral(mona, OFFER)
    id_ = (await house.viewing.visit(vera)).referral.id
    await house.referring.answer(vera, AnswerReferral(referral=id_, accept=False))
    assert (await house.viewing.visit(vera)).referral.state is ReferralState.DECLINED


async def test_a_service_that_is_not_in_the_directory_is_not_offered(house, vera, mona):
    unknown = OfferReferral(conversation="talk-vera", resource="made-up", reason="x")
    with pytest.raises(Refusal) as refused:
        await house.referring.offer_referral(mona, unknown)
    assert refused.value.code is Code.NOT_FOUND
    assert await house.count(referrals) == 0


async def test_what_is_found_comes_with_the_emergency_numbers(house, mona):
    found = await house.referring.find_resources(mona, FindResources(country="GB"))
    assert {r.country for r in found.resources} == {"GB"}
    assert "999" in found.emergency
    nothing = await house.referring.find_resources(mona, FindResources(text="zzzz no such"))
    assert nothing.resources == ()
    assert nothing.emergency
