"""A second person reads who asks, why and what; and says yes or no from a session of their own."""

import msgspec
import pytest

from moderation.verdict import Level
from server.contract.referral_commands import ActWithoutConsent
from server.contract.second_look_requests import AnswerSecondLook, ShowSecondLooks
from server.domain.flag import FlagKind
from server.domain.lifecycle import StepNotAllowed
from server.domain.referral import ReferralState
from server.domain.second_look import LookState
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.stores.tables.referrals import referrals
from tests.services.people import EVERYTHING

RULES = EVERYTHING.referral.without_consent
ASKED = ActWithoutConsent(
    conversation="talk-vera",
    resource="emergency",
    reason="life_in_danger",
    words="Says that it has begun, and no longer answers.",
    summary=" An adult in danger at home ",
    ask_first=True,
)
AT_ONCE = msgspec.structs.replace(ASKED, ask_first=False)
MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))
ADA = StaffMember("ada", "Ada", (Role.ADMINISTRATOR,))


@pytest.fixture
async def vera(house):
    vera, _, talk = await house.paired(region="GB")
    await house.worries(vera, talk, level=Level.L4)
    return vera


@pytest.fixture
async def mona(house, vera):
    await house.employed("ada")
    return await house.moderator()


async def shown(house, who=ADA):
    return (await house.deciding.show(who, ShowSecondLooks())).looks


async def test_who_answers_reads_who_asks_why_and_what_is_passed_on(house, mona):
    await house.deciding.act_without_consent(mona, ASKED)
    (card,) = await shown(house)
    assert (card.asked_by, card.mine, card.state) == ("Mona", False, LookState.ASKED)
    assert (card.words, card.summary) == (ASKED.words, "An adult in danger at home")
    assert (card.reason, card.service) == (RULES.label("life_in_danger"), "Emergency services")
    assert (card.level, card.acted_at) == (Level.L4, None)
    assert (await shown(house, MONA))[0].mine
    assert await house.count(referrals) == 0


async def test_a_yes_does_it_and_both_names_stand_on_the_wall(house, vera, mona):
    await house.deciding.act_without_consent(mona, ASKED)
    (card,) = await shown(house)
    answer = AnswerSecondLook(look=card.id, approve=True, words=" Call them. ")
    await house.deciding.answer(ADA, answer)
    told = (await house.viewing.visit(vera)).referral
    assert (told.state, told.summary) == (ReferralState.DECIDED, "An adult in danger at home")
    (talk,) = (await house.walling.view(mona)).conversations
    assert (talk.second.asked_by, talk.second.answered_by) == ("Mona", "Ada")
    assert (talk.second.state, talk.second.answer) == (LookState.APPROVED, "Call them.")
    assert talk.referral.without.by == "Mona"


async def test_who_asks_can_t_answer(house, mona):
    await house.deciding.act_without_consent(mona, ASKED)
    (card,) = await shown(house)
    with pytest.raises(StepNotAllowed):
        await house.deciding.answer(
            MONA, AnswerSecondLook(look=card.id, approve=True, words="Me again")
        )


async def test_what_was_done_at_once_is_open_until_somebody_has_looked(house, mona):
    mike = await house.moderator("mike")
    await house.deciding.act_without_consent(mona, AT_ONCE)
    (talk,) = (await house.walling.view(mona)).conversations
    assert (talk.second.acted_at, talk.second.state) == (house.clock(), LookState.ASKED)
    kinds = [flag.kind for flag in (await house.walling.view(mike)).flags]
    assert kinds == [FlagKind.WORRY, FlagKind.SECOND]
    assert FlagKind.SECOND not in [flag.kind for flag in (await house.walling.view(mona)).flags]


async def test_the_page_knows_from_when_on_one_need_not_wait(house, mona):
    await house.deciding.act_without_consent(mona, ASKED)
    (card,) = await shown(house)
    assert card.goes_alone_at == card.asked_at  # at L4 never
    await house.alerts.set_level("talk-vera", Level.L3, mona, "They are calmer", house.clock())
    (card,) = await shown(house)
    assert card.goes_alone_at == card.asked_at + RULES.second.patience
