"""A legal hold is asked for a reason that the service knows, and for no longer than it allows."""

from datetime import timedelta

import pytest

from server.contract.second_look_requests import (
    AnswerSecondLook,
    AskLegalHold,
    LiftLegalHold,
    ShowSecondLooks,
)
from server.domain.refusal import Code, Refusal
from server.domain.second_look import LookState, Matter
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.legal_holding import LegalHolding
from server.stores.tables.second_looks import second_looks
from tests.services.people import EVERYTHING

RULES = EVERYTHING.retention.legal_hold
MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))
ADA = StaffMember("ada", "Ada", (Role.ADMINISTRATOR,))
ASKED = {"reason": "complaint", "words": "They complain of what was said.", "days": 90}


@pytest.fixture
def holding(house):
    return LegalHolding(house.legal_holds, RULES, house.hints, house.clock, house.new_id)


@pytest.fixture
async def talk(house):
    for name in ("mona", "ada"):
        await house.employed(name)
    _, pat, talk = await house.paired()
    await house.end(pat, talk)
    return talk


async def test_it_is_listed_with_its_day_answered_and_lifted(house, holding, talk):
    await holding.ask(MONA, AskLegalHold(conversation=talk, **ASKED))
    (card,) = (await house.deciding.show(ADA, ShowSecondLooks())).looks
    assert (card.matter, card.reason) == (Matter.LEGAL_HOLD, RULES.label("complaint"))
    assert (card.until, card.goes_alone_at) == (house.clock() + timedelta(days=90), None)
    said = AnswerSecondLook(look=card.id, approve=True, words="We need it.")
    await house.deciding.answer(ADA, said)
    await holding.lift(ADA, LiftLegalHold(look=card.id, words="It is settled."))
    (card,) = (await house.deciding.show(ADA, ShowSecondLooks())).looks
    assert (card.state, card.answered_by, card.lifted_by) == (LookState.LIFTED, "Ada", "Ada")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": "made_up"}, Code.NOT_FOUND),
        ({"days": RULES.longest_days + 1}, Code.BAD_PAYLOAD),
    ],
    ids=str,
)
async def test_an_unknown_reason_and_a_day_too_far_are_refused(house, holding, talk, wrong, code):
    with pytest.raises(Refusal) as refused:
        await holding.ask(MONA, AskLegalHold(conversation=talk, **(ASKED | wrong)))
    assert refused.value.code is code
    assert await house.count(second_looks) == 0
