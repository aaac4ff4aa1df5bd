"""A peer who is free takes the next one, without waiting for an offer."""

import asyncio

import pytest

from moderation.verdict import Level
from server.contract.queue_commands import TakeNext
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.visit import VisitState

NEXT = TakeNext()


async def state(house, visitor):
    return (await house.view(visitor)).talk.visit.state


@pytest.fixture
async def on_duty(house):
    await house.moderator()
    return house


async def test_who_asks_gets_the_most_urgent_whom_they_could_answer(on_duty):
    fritz = await on_duty.visitor("fritz", language="de")
    vera = await on_duty.visitor("vera")
    wim = await on_duty.visitor("wim")
    await on_duty.worries(wim, "talk-wim", level=Level.L2)
    pat = await on_duty.ready("pat")
    await on_duty.taking.take_next(pat, NEXT)
    assert await state(on_duty, wim) is VisitState.TALKING
    assert [await state(on_duty, one) for one in (vera, fritz)] == [VisitState.WAITING] * 2
    assert (await on_duty.desk(pat)).duty.state is DutyState.TALKING


async def test_also_somebody_whom_they_declined_or_who_waits_for_a_wish(on_duty):
    await on_duty.ready("paul", experiences=("lost_someone",))
    vera = await on_duty.visitor("vera", wish="lost_someone")
    pat = await on_duty.ready("pat")
    await on_duty.taking.take_next(pat, NEXT)
    assert await state(on_duty, vera) is VisitState.TALKING


async def test_never_somebody_who_would_rather_not_talk_with_them(on_duty):
    vera = await on_duty.visitor("vera", veto="man")
    pat = await on_duty.ready("pat", experiences=("man",))
    with pytest.raises(StepNotAllowed):
        await on_duty.taking.take_next(pat, NEXT)
    assert await state(on_duty, vera) is VisitState.WAITING


async def test_who_talks_or_is_off_shift_takes_nobody(on_duty):
    _, pat, _ = await on_duty.paired()
    await on_duty.visitor("wim")
    with pytest.raises(StepNotAllowed):
        await on_duty.taking.take_next(pat, NEXT)


async def test_without_a_moderator_nobody_is_taken(house):
    await house.visitor("vera")
    pat = await house.ready("pat")
    with pytest.raises(Refusal) as refused:
        await house.taking.take_next(pat, NEXT)
    assert refused.value.code is Code.CLOSED


async def test_of_two_who_ask_at_once_one_gets_the_visitor(on_duty):
    vera = await on_duty.visitor("vera")
    peers = [await on_duty.ready(name) for name in ("pat", "paul")]
    asked = (on_duty.taking.take_next(peer, NEXT) for peer in peers)
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in results].count(type(None)) == 1
    assert await state(on_duty, vera) is VisitState.TALKING
    assert len(await on_duty.inside("talk-vera")) == 2
