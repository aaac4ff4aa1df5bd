"""A code is taken by a visitor and told by nobody: each try counts, each danger is heard."""

import pytest

from moderation.verdict import Level
from server.contract.referral_commands import TakeCode
from server.domain.later import LaterAnswer, Safe
from server.domain.refusal import Code, Refusal
from server.services.accounts.tokens import new_code
from server.services.referrals.hearing_back import HearingBack
from server.services.referrals.pathway import worries_of
from server.stores.referrals.later_answers import SqlLaterAnswers
from server.stores.tables.referrals import later_answers
from tests.services.people import EVERYTHING
from tests.stores.line import FLAG_CLOCKS

RULES = EVERYTHING.referral


@pytest.fixture
def hearing(house):
    answers = SqlLaterAnswers(house.db, house.sealer, house.referrals.calling)
    rules = (worries_of(RULES), RULES.later.life, FLAG_CLOCKS)
    return HearingBack(answers, house._admit, *rules, house.hints, house.clock, new_code)


async def test_danger_told_with_a_code_reaches_the_wall_under_a_clock(house, hearing):
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    referral, _ = await house.refer(mona, talk)
    await house.referrals.answer(referral, vera, accept=True, at=house.clock())
    code = await hearing.take_code(vera, TakeCode(referral=referral))
    assert code.until == house.clock() + RULES.later.life
    (row,) = await house.rows(later_answers)
    assert code.code.replace("-", "") not in str(row)
    await house.visits.leave(vera.id, house.clock())
    unsafe = LaterAnswer(safe=Safe.NO)
    await hearing.answer("192.0.2.7", f" {code.code.lower()} ", unsafe)
    (flag,) = (await house.walling.view(mona)).flags
    assert (flag.level, flag.reasons) == (Level.L3, (RULES.later.says,))
    with pytest.raises(Refusal) as refused:
        await hearing.answer("192.0.2.7", code.code, unsafe)
    assert refused.value.code is Code.NOT_FOUND
    assert house.admitted == ["192.0.2.7"] * 2
