"""A peer asks about risk in order, and what is answered is seen."""

import pytest

from moderation.verdict import Level
from server.contract.care_commands import Assess
from server.contract.staff_commands import Join, Read, SetLevel
from server.domain.assessment import CALLS, Timeframe, Told
from server.domain.flag import FlagState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.stores.tables.care import assessments
from server.stores.tables.core import flags
from server.stores.tables.house import risk_changes

TALK = "talk-vera"
YES, NO = Told.YES, Told.NO
HER_DOG = "Who would feed her dog"


@pytest.fixture
async def pat(house):
    return (await house.paired())[1]


@pytest.fixture
async def mona(house):
    return await house.moderator()


async def on_desk(house, peer):
    (conversation,) = (await house.viewing.desks([peer.id]))[peer.id].conversations
    return conversation


async def on_wall(house, moderator):
    (conversation,) = (await house.walling.view(moderator)).conversations
    return conversation


async def test_the_level_rises_with_the_answers_and_a_flag_goes_up_under_its_clock(house, pat):
    await house.assessing.assess(pat, Assess(conversation=TALK, thoughts=YES))
    assert (await on_desk(house, pat)).level is Level.L2
    flag = await house.only_flag()
    assert (flag.state, flag.level, flag.raised_by) == (FlagState.RAISED, Level.L2, "Pat")
    assert flag.reasons == (CALLS,)
    assert flag.due_at == house.clock() + house.assessing.clocks[Level.L2]
    graver = Assess(conversation=TALK, thoughts=YES, plan=YES, means=YES)
    await house.assessing.assess(pat, graver)
    flag = await house.only_flag()
    assert (flag.level, (await on_desk(house, pat)).level) == (Level.L3, Level.L3)
    assert flag.due_at == house.clock() + house.assessing.clocks[Level.L3]
    changes = await house.rows(risk_changes)
    assert [(c.before, c.after, c.by) for c in changes] == [(0, 2, "pat"), (2, 3, "pat")]


async def test_calm_answers_raise_nothing(house, pat):
    calm = Assess(conversation=TALK, thoughts=NO, plan=NO, means=NO, time=Timeframe.NONE)
    await house.assessing.assess(pat, calm)
    assert (await on_desk(house, pat)).level is Level.L0
    assert await house.count(flags) == 0


async def test_an_answer_that_is_taken_back_lowers_nothing(house, pat):
    await house.assessing.assess(pat, Assess(conversation=TALK, time=Timeframe.NOW))
    await house.assessing.assess(pat, Assess(conversation=TALK, thoughts=NO))
    desk = await on_desk(house, pat)
    assert (desk.level, desk.assessment.level) == (Level.L4, Level.L0)
    assert (await house.only_flag()).level is Level.L4


async def test_what_a_moderator_has_lowered_rises_again_only_with_a_new_answer(house, pat, mona):
    await house.assessing.assess(pat, Assess(conversation=TALK, thoughts=YES))
    calmer = SetLevel(conversation=TALK, level=Level.L1, reason="Spoke with both")
    await house.supervising.set_level(mona, calmer)
    again = Assess(conversation=TALK, thoughts=YES, protects=HER_DOG)
    await house.assessing.assess(pat, again)
    assert (await on_desk(house, pat)).level is Level.L1
    await house.assessing.assess(pat, Assess(conversation=TALK, thoughts=YES, plan=YES))
    assert (await on_desk(house, pat)).level is Level.L2


async def test_moderators_see_the_answers_and_the_words_only_where_they_read_along(
    house, pat, mona
):
    told = Assess(conversation=TALK, thoughts=YES, plan=NO, protects=HER_DOG)
    await house.assessing.assess(pat, told)
    card = (await on_wall(house, mona)).assessment
    assert (card.thoughts, card.plan, card.means, card.by) == (YES, NO, None, "Pat")
    assert card.protects == ""
    await house.supervising.read(mona, Read(conversation=TALK))
    assert (await on_wall(house, mona)).assessment.protects == HER_DOG


async def test_the_flagged_words_stay_with_the_flag(house, pat):
    await house.worries(Session("vera", Role.VISITOR), TALK, "I can't go on", level=Level.L1)
    await house.assessing.assess(pat, Assess(conversation=TALK, plan=YES, means=YES))
    flag = await house.only_flag()
    assert (flag.level, flag.words) == (Level.L3, "I can't go on")


async def test_nobody_else_writes_into_it(house, pat, mona):
    told = Assess(conversation=TALK, thoughts=YES)
    paul = await house.ready("paul")
    for stranger in (paul, mona):
        with pytest.raises(Refusal) as refused:
            await house.assessing.assess(stranger, told)
        assert refused.value.code is Code.NOT_FOUND
    assert await house.count(assessments) == 0
    await house.supervising.join(mona, Join(conversation=TALK))
    await house.assessing.assess(mona, told)
    assert (await on_desk(house, pat)).assessment.by == "Mona"


async def test_the_answers_go_with_the_words(house, pat):
    await house.assessing.assess(pat, Assess(conversation=TALK, protects=HER_DOG))
    await house.end(pat, TALK)
    assert HER_DOG.encode() not in (await house.rows(assessments))[0].sealed
    house.clock.passes(days=30)
    await house.forgetting.past(await house.lead("retention"), house.clock())
    assert await house.count(assessments) == 0
