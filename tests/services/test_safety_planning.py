"""A safety plan that both write, which nobody loses and nobody else reads."""

import pytest

from moderation.verdict import Level
from server.contract.care_commands import WritePlan
from server.contract.staff_commands import Read
from server.domain.refusal import Code, Refusal
from server.domain.safety_plan import PlanStep
from server.domain.session import Role
from server.stores.tables.care import plan_lines
from tests.stores.line import worrying

TALK = "talk-vera"
TEA = "Make tea"
DOG = "Go out with the dog"


@pytest.fixture
async def pair(house):
    vera, pat, _ = await house.paired()
    return vera, pat


async def writes(house, who, text, step=PlanStep.MYSELF, ref=None):
    command = WritePlan(conversation=TALK, ref=ref or house.new_id(), step=step, text=text)
    return await house.safety_planning.write_plan(who, command)


async def seen_by_visitor(house, vera):
    plan = (await house.viewing.visit(vera)).plan
    return [(e.step, e.text, e.role, e.name) for e in plan.entries] if plan else []


async def seen_by_peer(house, pat):
    (conversation,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    plan = conversation.plan
    return [(e.step, e.text, e.role, e.name) for e in plan.entries] if plan else []


async def test_both_see_what_either_writes_and_who_wrote_it(house, pair):
    vera, pat = pair
    assert await seen_by_visitor(house, vera) == []
    await writes(house, pat, TEA)
    await writes(house, vera, "My sister", PlanStep.PEOPLE)
    both = [
        (PlanStep.MYSELF, TEA, Role.PEER, "Pat"),
        (PlanStep.PEOPLE, "My sister", Role.VISITOR, "Quiet vera"),
    ]
    assert await seen_by_visitor(house, vera) == both == await seen_by_peer(house, pat)
    assert {("visitor", "vera"), ("peer", "pat")} <= house.hints.wakes[-1].looks


async def test_the_last_writing_of_a_step_stands(house, pair):
    vera, pat = pair
    first = await writes(house, pat, TEA)
    second = await writes(house, vera, DOG)
    assert second.seq == first.seq + 1
    assert await seen_by_peer(house, pat) == [(PlanStep.MYSELF, DOG, Role.VISITOR, "Quiet vera")]


async def test_what_is_sent_again_after_a_lost_answer_does_not_undo_what_came_later(house, pair):
    vera, pat = pair
    first = await writes(house, pat, TEA, ref="p-1")
    await writes(house, vera, DOG)
    again = await writes(house, pat, TEA, ref="p-1")
    assert again.seq == first.seq
    assert await seen_by_visitor(house, vera) == [
        (PlanStep.MYSELF, DOG, Role.VISITOR, "Quiet vera")
    ]


async def test_words_can_be_taken_away_again(house, pair):
    vera, _ = pair
    await writes(house, vera, DOG)
    await writes(house, vera, "")
    assert await seen_by_visitor(house, vera) == [(PlanStep.MYSELF, "", Role.VISITOR, "Quiet vera")]


async def test_danger_told_there_is_not_overlooked(house, pair):
    vera, _ = pair
    house.verdict = worrying(Level.L3)
    await writes(house, vera, "I will do it tonight", PlanStep.SIGNS)
    assert house.hints.names() == ["help", "spread"]
    flag = await house.only_flag()
    assert (flag.level, flag.words != "") == (Level.L3, True)
    assert (await house.talk_row(TALK)).level == Level.L3


async def test_a_moderator_reads_it_only_where_they_read_along(house, pair):
    vera, _ = pair
    mona = await house.moderator()
    await writes(house, vera, DOG)
    (card,) = (await house.walling.view(mona)).conversations
    assert card.plan is None
    await house.supervising.read(mona, Read(conversation=TALK))
    (card,) = (await house.walling.view(mona)).conversations
    assert [e.text for e in card.plan.entries] == [DOG]


async def test_a_stranger_cannot_write_in_it(house, pair):
    paul = await house.ready("paul")
    with pytest.raises(Refusal) as refused:
        await writes(house, paul, TEA)
    assert refused.value.code is Code.NOT_FOUND


async def test_it_stays_with_the_visitor_after_the_end_and_goes_with_the_words(house, pair):
    vera, pat = pair
    await writes(house, vera, DOG)
    await house.end(pat, TALK)
    assert [text for _, text, _, _ in await seen_by_visitor(house, vera)] == [DOG]
    (row,) = await house.rows(plan_lines)
    assert DOG.encode() not in row.sealed
    await house.forgetting.forget("vera")
    assert await house.count(plan_lines) == 0
