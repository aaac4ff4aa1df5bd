"""A service is found, offered, and reached."""

import msgspec
import pytest

from moderation.verdict import Level
from server.contract.commands import AnswerReferral
from server.contract.referral_commands import ActWithoutConsent
from server.contract.staff_commands import (
    ConfirmReferral,
    FailReferral,
    FindResources,
    HandOver,
    OfferReferral,
)
from server.domain.referral import ReferralState
from server.domain.refusal import Code, Refusal
from server.services.referrals.pathway import pathway_of
from server.services.referrals.tending import ReferralTending
from server.stores.tables.referrals import referrals
from tests.services.people import EVERYTHING, RESOURCE

PATHWAY = pathway_of(EVERYTHING.referral)
OFFER = OfferReferral(conversation="talk-vera", resource=RESOURCE, reason="They asked for it")


@pytest.fixture
async def vera(house):
    return (await house.paired(region="GB"))[0]


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
    assert (flag.reasons, flag.calls_you) == ((PATHWAY.nowhere[ReferralState.FAILED],), True)
    await house.referring.offer_referral(mona, OFFER)
    card = (await house.viewing.visit(vera)).referral
    assert (card.id, card.state) == (id_, ReferralState.OFFERED)
    assert card.expires_at == house.clock() + PATHWAY.patience[ReferralState.OFFERED]


async def test_an_offer_that_nobody_answers_comes_back_with_a_clock(house, vera, mona):
    await house.referring.offer_referral(mona, OFFER)
    clocks = house.referring.clocks
    tending = ReferralTending(house.referral_clock, house.hints, PATHWAY, clocks, house.clock)
    fence = await house.lead("referrals")
    await tending.round(fence)
    assert (await house.walling.view(mona)).flags == ()
    house.clock.passes(seconds=PATHWAY.patience[ReferralState.OFFERED].total_seconds())
    told = len(house.hints.wakes)
    await tending.round(await house.lead("referrals"))
    (flag,) = (await house.walling.view(mona)).flags
    assert (flag.reasons, flag.calls_you) == ((PATHWAY.nowhere[ReferralState.OFFERED],), True)
    assert flag.due_at == house.clock() + clocks[Level.L0]
    assert house.hints.wakes[told].wall


async def test_it_is_known_whose_offer_it_is_to_moderators_alone(house, vera, mona):
    mike = await house.moderator("mike")
    await house.referring.offer_referral(mona, OFFER)
    cards = [(await house.walling.view(one)).conversations[0].referral for one in (mona, mike)]
    assert [card.mine for card in cards] == [True, False]
    assert not (await house.viewing.visit(vera)).referral.mine


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


async def test_only_what_is_open_now_is_found_where_that_is_asked(house, mona):
    house.clock.passes(hours=12)
    every = await house.referring.find_resources(mona, FindResources())
    states = {any(c.open_now for c in one.contacts) for one in every.resources}
    assert states == {True, False}
    found = await house.referring.find_resources(mona, FindResources(open_now=True))
    assert all(any(c.open_now for c in one.contacts) for one in found.resources)
    assert 0 < len(found.resources) < len(every.resources)


async def test_without_a_country_no_emergency_number_is_found(house, mona):
    found = await house.referring.find_resources(mona, FindResources(text="samaritans"))
    assert found.resources
    assert found.emergency == ()


WITHOUT = ActWithoutConsent(
    conversation="talk-vera",
    resource="emergency",
    reason="life_in_danger",
    words="Says that it has begun, and no longer answers.",
    summary=" An adult in danger at home ",
)


async def test_the_visitor_reads_what_is_passed_on_without_their_yes(house, vera, mona):
    await house.worries(vera, "talk-vera", level=Level.L4)
    await house.deciding.act_without_consent(mona, WITHOUT)
    card = (await house.viewing.visit(vera)).referral
    assert (card.state, card.summary) == (ReferralState.DECIDED, "An adult in danger at home")
    assert (card.resource.name, card.resource.contacts[0].dial) == ("Emergency services", "999")
    assert (card.without.words, card.without.by) == ("", "")
    (talk,) = (await house.walling.view(mona)).conversations
    assert (talk.referral.without.by, talk.referral.without.told) == ("Mona", True)
    assert talk.referral.without.words == WITHOUT.words
    assert talk.referral.without.reason.startswith("Their life is in danger")


async def test_where_no_country_is_known_the_emergency_services_stand_without_a_number(house, mona):
    visitor, _, talk = await house.paired("nora", "alex")
    await house.worries(visitor, talk, level=Level.L4)
    without = msgspec.structs.replace(WITHOUT, conversation=talk)
    await house.deciding.act_without_consent(mona, without)
    card = (await house.viewing.visit(visitor)).referral
    assert (card.resource.name, card.resource.contacts) == ("Emergency services", ())


async def test_where_policy_says_so_the_visitor_s_page_has_nothing_of_it(house, vera, mona):
    await house.worries(vera, "talk-vera", level=Level.L4)
    await house.decide(mona, "talk-vera", told=False)
    assert (await house.viewing.visit(vera)).referral is None
    (talk,) = (await house.walling.view(mona)).conversations
    assert talk.referral.without.told is False


@pytest.mark.parametrize("wrong", [{"reason": "made_up"}, {"resource": "made-up"}], ids=str)
async def test_going_ahead_needs_a_known_reason_and_a_known_service(house, vera, mona, wrong):
    await house.worries(vera, "talk-vera", level=Level.L4)
    with pytest.raises(Refusal):
        await house.deciding.act_without_consent(mona, msgspec.structs.replace(WITHOUT, **wrong))
    assert await house.count(referrals) == 0


async def test_the_emergency_number_is_not_offered_as_a_service_that_one_may_decline(
    house, vera, mona
):
    with pytest.raises(Refusal):
        asked = msgspec.structs.replace(OFFER, resource="emergency")
        await house.referring.offer_referral(mona, asked)
