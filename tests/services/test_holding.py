"""What a blocked visitor reads, and what becomes of the words of their appeal."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.contract.block_requests import LiftBlock, ShowBlocks, UpholdBlock
from server.contract.hold_commands import Appeal, Block, PauseTalk
from server.contract.staff_commands import End
from server.domain.block import BlockReason, BlockState
from server.domain.message import Notice
from server.domain.pause import AT_MOST
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.domain.visit import VisitState
from server.services.watch.blocking import BlockKeeping
from server.services.watch.holding import Holding
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.watch.blocks import SqlBlocks
from server.stores.watch.holds import SqlHolds
from server.stores.watch.pauses import SqlPauses
from tests.stores.line import FLAG_CLOCKS, worrying

MIKE = StaffMember("mike", "Mike", (Role.MODERATOR,))


@pytest.fixture
def book(house):
    return SqlBlocks(house.db, house.sealer, house.visits.close, house.new_id)


@pytest.fixture
def holding(house, book):
    def screen(passage):
        house.screened.append(passage)
        return house.verdict

    holds, card = SqlHolds(house.db, house.visits.close), house.viewing.help_for
    return Holding(
        holds,
        SqlPauses(house.db),
        book,
        house.hints,
        screen,
        card,
        house.conversing.say,
        FLAG_CLOCKS,
        house.clock,
    )


@pytest.fixture
def keeping(house, book):
    return BlockKeeping(book, SqlClosedTalks(house.db), house.hints, house.clock)


@pytest.fixture
async def vera(house, holding):
    visitor, _, talk = await house.paired()
    mona = await house.moderator()
    await holding.block(
        mona, Block(conversation=talk, hours=4, reason=BlockReason.INSULTS, words=" Later. ")
    )
    return visitor


async def card_of(house, visitor):
    return (await house.viewing.visit(visitor)).block


async def test_they_are_told_why_and_until_when(house, vera):
    card = await card_of(house, vera)
    assert (card.state, card.reason) == (BlockState.STANDS, BlockReason.INSULTS)
    assert card.words == "Later."
    assert card.until == house.clock() + timedelta(hours=4)
    house.clock.passes(hours=4)
    assert await card_of(house, vera) is None


async def test_an_appeal_is_told_to_moderators_and_asked_for_once(house, holding, keeping, vera):
    await holding.appeal(vera, Appeal(text="I was quoting."))
    assert house.screened[-1].text == "I was quoting."
    card = await card_of(house, vera)
    assert card.state is BlockState.APPEALED
    (record,) = (await keeping.show(MIKE, ShowBlocks())).blocks
    assert (record.by, record.mine, record.appeal) == ("Mona", False, "I was quoting.")
    assert (await house.walling.view(await house.moderator("mike"))).health.appeals == 1


async def test_danger_in_an_appeal_shows_the_card_at_once_and_ends_the_block(house, holding, vera):
    house.verdict = worrying(Level.L3)
    await holding.appeal(vera, Appeal(text="I can't go on."))
    helped = [told for told in house.hints.told if told[0] == "help"]
    assert [(visitor, card.level) for _, visitor, card in helped] == [("vera", Level.L3)]
    assert await card_of(house, vera) is None
    assert (await house.only_flag()).level is Level.L3


async def test_to_refuse_an_appeal_needs_words_and_to_lift_one_does_not(
    house, holding, keeping, vera
):
    await house.moderator("mike")
    await holding.appeal(vera, Appeal(text="I was quoting."))
    (record,) = (await keeping.show(MIKE, ShowBlocks())).blocks
    with pytest.raises(Refusal) as refused:
        await keeping.uphold(MIKE, UpholdBlock(block=record.id, words="  "))
    assert refused.value.code is Code.BAD_PAYLOAD
    await keeping.uphold(MIKE, UpholdBlock(block=record.id, words="It was meant."))
    assert (await card_of(house, vera)).state is BlockState.UPHELD
    await keeping.lift(MIKE, LiftBlock(block=record.id))
    card = await card_of(house, vera)
    assert (card.state, card.words) == (BlockState.LIFTED, "")


@pytest.fixture
async def joined(house):
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    await house.supervision.join(mona, talk, house.clock())
    return vera, mona, talk


async def test_a_moderators_last_words_are_heard_before_it_ends(house, holding, joined):
    vera, mona, talk = joined
    await holding.end(mona, End(conversation=talk, words="  Take good care. "))
    *_, words, ended = house.hints.said
    assert (words.text, words.role, ended.notice) == (
        "Take good care.",
        Role.MODERATOR,
        Notice.ENDED,
    )
    assert (await house.viewing.visit(vera)).state is VisitState.ENDED


async def test_where_it_may_not_be_ended_nothing_is_said(house, holding, joined):
    vera, mona, talk = joined
    await house.worries(vera, talk, level=Level.L3)
    before = len(house.hints.said)
    with pytest.raises(Refusal) as refused:
        await holding.end(mona, End(conversation=talk, words="Bye"))
    assert refused.value.code is Code.IN_DANGER
    assert len(house.hints.said) == before


async def test_without_words_it_ends_as_before(house, holding, joined):
    _, mona, talk = joined
    await holding.end(mona, End(conversation=talk, words="  "))
    assert house.hints.said[-1].notice is Notice.ENDED


async def test_a_pause_is_on_every_page_until_it_goes_on(house, holding, joined):
    vera, mona, talk = joined
    pat = Session("pat", Role.PEER, "Pat")

    async def until():
        (desk,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
        (card,) = (await house.walling.view(mona)).conversations
        return {(await house.viewing.visit(vera)).held_until, desk.held_until, card.held_until}

    assert await until() == {None}
    await holding.pause_talk(mona, PauseTalk(conversation=talk, on=True))
    await house.say(vera, talk, "meanwhile")
    assert await until() == {house.clock() + AT_MOST}
    assert (await house.viewing.visit(vera)).last_seq == house.hints.said[-1].seq
    await holding.pause_talk(mona, PauseTalk(conversation=talk, on=False))
    assert await until() == {None}
    assert (await house.viewing.visit(vera)).last_seq == house.hints.said[-1].seq
