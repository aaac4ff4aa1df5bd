"""A moderator claims, reads, whispers, joins, resolves."""

import pytest

from moderation.verdict import Level
from server.contract.staff_commands import (
    ClaimFlag,
    Join,
    Read,
    ResolveFlag,
    SetLevel,
    StepBack,
    Whisper,
)
from server.domain.flag import FlagState, Outcome
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal


@pytest.fixture
async def pair(house):
    return await house.paired()


@pytest.fixture
async def mona(house):
    return await house.moderator()


async def test_the_pair_is_told_before_a_word_is_shown(house, pair, mona):
    visitor, _, talk = pair
    await house.say(visitor, talk, "Hello")
    tail = await house.supervising.read(mona, Read(conversation=talk))
    assert [m.notice for m in house.hints.said] == [Notice.MODERATOR_READING]
    assert [line.text for line in tail.lines] == ["", "Hello", ""]
    assert not tail.more


async def test_who_joins_reads_all_and_may_step_back(house, pair, mona):
    _, _, talk = pair
    assert len((await house.supervising.join(mona, Join(conversation=talk))).lines) == 2
    await house.supervising.step_back(mona, StepBack(conversation=talk))
    told = [m.notice for m in house.hints.said]
    assert told == [Notice.MODERATOR_JOINED, Notice.MODERATOR_LEFT]


async def test_a_whisper_is_screened_and_kept_like_any_other(house, pair, mona):
    _, peer, talk = pair
    await house.supervising.read(mona, Read(conversation=talk))
    whisper = Whisper(conversation=talk, ref="w1", text="Ask directly")
    receipt = await house.supervising.whisper(mona, whisper)
    assert receipt == await house.supervising.whisper(mona, whisper)
    backstage = (await house.talk_row(talk)).backstage
    said = house.hints.said[-1]
    assert (said.conversation, said.text, said.name) == (backstage, "Ask directly", "Mona")
    assert house.screened[-1].text == "Ask directly"
    heard = await house.talks.tail(peer.id, backstage, 0, 9)
    assert [m.text for m in heard] == ["Ask directly"]


async def test_who_does_not_look_cannot_whisper(house, pair, mona):
    whisper = Whisper(conversation=pair[2], ref="w1", text="Ask directly")
    with pytest.raises(Refusal) as refused:
        await house.supervising.whisper(mona, whisper)
    assert refused.value.code is Code.NOT_FOUND


async def test_claiming_and_resolving(house, pair, mona):
    visitor, _, talk = pair
    await house.worries(visitor, talk)
    flag = await house.only_flag()
    await house.supervising.claim_flag(mona, ClaimFlag(flag=flag.id))
    done = {"flag": flag.id, "outcome": Outcome.CONFIRMED}
    with pytest.raises(Refusal) as refused:
        await house.supervising.resolve_flag(mona, ResolveFlag(**done, reason="  "))
    assert refused.value.code is Code.BAD_PAYLOAD
    await house.supervising.resolve_flag(mona, ResolveFlag(**done, reason="We talked"))
    assert (await house.flag_row()).state == FlagState.RESOLVED
    assert all(wake.wall for wake in house.hints.wakes)


async def test_a_level_is_lowered_with_a_reason_alone(house, pair, mona):
    visitor, _, talk = pair
    await house.worries(visitor, talk, level=Level.L3)
    with pytest.raises(Refusal):
        await house.supervising.set_level(mona, SetLevel(conversation=talk, level=Level.L0))
    lower = SetLevel(conversation=talk, level=Level.L0, reason="It was a song")
    await house.supervising.set_level(mona, lower)
    assert (await house.talk_row(talk)).level == Level.L0


async def test_a_claim_says_what_was_on_the_screen(house):
    """What came at the same moment is refused, goes on calling, and is on the card."""
    mona = await house.moderator()
    vera, _, talk = await house.paired()
    await house.worries(vera, talk, level=Level.L2)
    (seen,) = (await house.walling.view(mona)).flags
    await house.worries(vera, talk, "now", Level.L4)
    with pytest.raises(Refusal) as refused:
        await house.supervising.claim_flag(mona, ClaimFlag(flag=seen.id, seen=seen.graver))
    assert refused.value.code is Code.GRAVER
    (now,) = (await house.walling.view(mona)).flags
    assert (now.state, now.level, now.graver) == (FlagState.RAISED, Level.L4, seen.graver + 1)
    await house.supervising.claim_flag(mona, ClaimFlag(flag=now.id, seen=now.graver))
    assert (await house.only_flag()).claimed_by == "mona"
