"""Who is blocked knows why and until when, keeps a way back, and is never somebody in danger."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.block import Blocking, BlockReason, BlockState
from server.domain.conversation import Phase
from server.domain.ids import VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Refusal
from server.domain.visit import VisitState
from server.stores import audit
from server.stores.tables.house import audit as audit_table
from server.stores.tables.watch import blocks as block_table
from server.stores.watch.blocks import SqlBlocks
from tests.stores.line import notices

FOUR = Blocking(BlockReason.INSULTS, "Please come back calmer.", timedelta(hours=4))
SORRY = "I was quoting what was said to me."


@pytest.fixture
def blocks(line):
    return SqlBlocks(line.db, line.sealer, line.visits.close, line.new_id)


@pytest.fixture
async def mona(line):
    return await line.moderator()


@pytest.fixture
async def vera(line, mona, blocks):
    """Blocked by Mona."""
    visitor, _, talk = await line.paired()
    await blocks.block(mona, talk, FOUR, line.clock())
    return visitor


async def block_of(line, visitor):
    return (await line.view(visitor)).block


async def test_a_block_ends_the_conversation_and_says_why_and_until_when(line, mona, blocks):
    visitor, pat, talk = await line.paired()
    wake = await blocks.block(mona, talk, FOUR, line.clock())
    assert [one.value for one in notices(wake)] == ["blocked"]
    assert (await line.talk_row(talk)).phase == Phase.CLOSED
    view = await line.view(visitor)
    assert view.talk.visit.state is VisitState.ENDED
    assert (view.block.reason, view.block.words) == (FOUR.reason, FOUR.words)
    assert view.block.until == line.clock() + timedelta(hours=4)
    assert view.block.holds(line.clock())
    assert (await line.desk(pat)).wrap_up == talk
    entries = [(e.who, e.did, e.reason) for e in await line.rows(audit_table)]
    assert entries == [("mona", "block", "insults")]


async def test_it_ends_by_itself(line, vera):
    block = await block_of(line, vera)
    assert not block.holds(line.clock.passes(hours=4))


@pytest.mark.parametrize("level", [Level.L2, Level.L3, Level.L4])
async def test_nobody_in_danger_is_shut_out(line, mona, blocks, level):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk, level=level)
    with pytest.raises(StepNotAllowed):
        await blocks.block(mona, talk, FOUR, line.clock())
    assert (await line.talk_row(talk)).phase == Phase.OPEN
    assert await line.count(block_table) == 0


async def test_an_appeal_is_another_moderator_s_to_refuse(line, mona, blocks, vera):
    mike = await line.moderator("mike")
    await blocks.appeal(vera, SORRY, None, Level.L0, line.clock())
    assert (await line.on_wall()).appeals == 1
    (shown,) = await blocks.shown(line.clock(), line.clock())
    assert (shown.appeal, shown.awaits_answer(line.clock())) == (SORRY, True)
    with pytest.raises(StepNotAllowed):
        await blocks.uphold(shown.id, mona.id, "No.", line.clock())
    await blocks.uphold(shown.id, mike.id, "It was meant for the peer.", line.clock())
    block = await block_of(line, vera)
    assert (block.state, block.answer) == (BlockState.UPHELD, "It was meant for the peer.")
    assert (await line.on_wall()).appeals == 0
    assert await audit.verify(line.db) is None


async def test_who_set_it_may_lift_it(line, mona, blocks, vera):
    block = await block_of(line, vera)
    wake = await blocks.lift(block.id, mona.id, "We are sorry.", line.clock())
    assert ("visitor", "vera") in wake.looks
    lifted = await block_of(line, vera)
    assert (lifted.state, lifted.answer) == (BlockState.LIFTED, "We are sorry.")
    assert not lifted.holds(line.clock())


async def test_one_appeals_once_and_only_while_it_lasts(line, blocks, vera):
    await blocks.appeal(vera, SORRY, None, Level.L0, line.clock())
    with pytest.raises(StepNotAllowed):
        await blocks.appeal(vera, SORRY, None, Level.L0, line.clock())
    wim, _, _ = await line.paired("wim", "paul")
    with pytest.raises(StepNotAllowed):
        await blocks.appeal(wim, SORRY, None, Level.L0, line.clock())


async def test_nobody_upholds_what_was_not_appealed_and_a_stranger_s_is_not_found(
    line, blocks, vera
):
    mike = await line.moderator("mike")
    block = await block_of(line, vera)
    with pytest.raises(StepNotAllowed):
        await blocks.uphold(block.id, mike.id, "No.", line.clock())
    with pytest.raises(Refusal):
        await blocks.lift("none", mike.id, "", line.clock())


async def test_danger_in_an_appeal_raises_a_flag_and_ends_the_block(line, blocks, vera):
    raising = line.raising(Level.L3)
    await blocks.appeal(vera, "I can't go on.", raising, Level.L3, line.clock())
    flag = await line.only_flag()
    assert (flag.level, flag.conversation) == (Level.L3, "talk-vera")
    assert not (await block_of(line, vera)).holds(line.clock())


async def test_its_words_are_sealed_and_go_with_the_conversation(line, blocks, vera):
    await blocks.appeal(vera, SORRY, None, Level.L0, line.clock())
    (row,) = await line.rows(block_table)
    for sealed in (row.sealed, row.appeal):
        assert b"quoting" not in sealed
        assert b"calmer" not in sealed
    await line.forgetting.forget(VisitId("vera"))
    assert await line.count(block_table) == 0


async def test_who_still_waits_is_out_of_the_line(line, mona, blocks):
    visitor = await line.visitor("wim")
    await blocks.block(mona, "talk-wim", FOUR, line.clock())
    assert (await line.view(visitor)).block.holds(line.clock())
    assert (await line.queue()).waiting == ()
