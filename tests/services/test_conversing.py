"""A message's way: screened, kept, told; and the alarm that waits for nobody."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.passage import Speaker
from moderation.verdict import Action, Level, Verdict
from server.contract.commands import CatchUp, Received, Say, Typing, Unsay
from server.domain.message import Message, Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.services.talk.lines import line as line_of
from server.services.talk.recent import Recent
from tests.services.people import MARK
from tests.stores.line import Clock, worrying


@pytest.fixture
async def pair(house):
    return await house.paired()


def say(talk, text="Hello", ref="r1"):
    return Say(conversation=talk, ref=ref, text=text)


async def test_what_is_said_is_kept_and_told(house, pair):
    visitor, _, talk = pair
    receipt = await house.conversing.say(visitor, say(talk))
    assert (receipt.seq, receipt.at, receipt.withheld) == (2, house.clock(), False)
    assert [(m.seq, m.text) for m in house.hints.said] == [(2, "Hello")]
    assert not house.hints.wakes[0].wall


async def test_a_repeated_message_is_told_once(house, pair):
    visitor, _, talk = pair
    receipts = [await house.conversing.say(visitor, say(talk)) for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert len(house.hints.wakes) == 1


async def test_what_is_taken_back_is_told_like_what_is_said_and_read_by_nobody(house, pair):
    vera, _, talk = pair
    await house.conversing.say(vera, say(talk))
    seq = house.hints.said[-1].seq
    await house.conversing.unsay(vera, Unsay(conversation=talk, seq=seq))
    told = house.hints.said[-1]
    assert (told.notice, told.unsays) == (Notice.UNSAID, seq)
    tail = await house.conversing.catch_up(vera, CatchUp(conversation=talk, after=seq - 1))
    assert [(one.text, one.unsaid) for one in tail.lines] == [("", True), ("", False)]


async def test_the_words_before_are_context_for_the_screen(house, pair):
    visitor, peer, talk = pair
    await house.conversing.say(peer, say(talk, "Are you thinking of suicide?"))
    await house.conversing.say(visitor, say(talk, "yes"))
    passage = house.screened[-1]
    assert (passage.text, passage.before) == ("yes", "Are you thinking of suicide?")
    assert passage.speaker is Speaker.VISITOR


async def test_another_process_reads_the_words_before_from_the_store(house, pair):
    visitor, peer, talk = pair
    await house.say(peer, talk, "Are you thinking of suicide?")
    await house.conversing.say(visitor, say(talk, "yes"))
    assert house.screened[-1].before == "Are you thinking of suicide?"


async def test_a_visitor_in_danger_sees_the_card_before_anything_is_kept(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L3)
    await house.conversing.say(visitor, say(talk))
    assert house.hints.names() == ["help", "spread"]
    _, who, card = house.hints.told[0]
    assert (who, card.level) == ("vera", Level.L3)
    assert card.emergency and card.resources
    wake = house.hints.wakes[0]
    assert wake.wall and wake.queue and wake.talks == {talk}
    assert (await house.only_flag()).due_at > house.clock()


async def test_a_peer_who_asks_directly_gets_no_card(house, pair):
    _, peer, talk = pair
    house.verdict = worrying(Level.L2)
    await house.conversing.say(peer, say(talk))
    assert house.hints.names() == ["spread"]


async def test_what_is_withheld_is_told_to_its_sender(house, pair):
    visitor, _, talk = pair
    house.verdict = Verdict(actions=Action.WITHHOLD)
    assert (await house.conversing.say(visitor, say(talk))).withheld


SENDS_AWAY = Verdict(actions=Action.WITHHOLD | Action.END)


async def test_the_worst_conduct_ends_the_conversation_after_it_was_kept(house, pair):
    visitor, _, talk = pair
    house.verdict = SENDS_AWAY
    receipt = await house.conversing.say(visitor, say(talk))
    assert receipt.withheld
    assert (await house.talk_row(talk)).phase == "closed"
    assert [one.notice for one in house.hints.said] == [None, Notice.ENDED]


async def test_nobody_is_sent_away_who_is_in_danger(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L2)
    await house.conversing.say(visitor, say(talk))
    house.verdict = SENDS_AWAY
    await house.conversing.say(visitor, say(talk, ref="r2"))
    assert (await house.talk_row(talk)).phase == "open"


async def test_a_peers_words_end_nothing(house, pair):
    _, peer, talk = pair
    house.verdict = SENDS_AWAY
    await house.conversing.say(peer, say(talk))
    assert (await house.talk_row(talk)).phase == "open"


async def test_if_it_cannot_be_kept_moderators_are_told_all_the_same(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L4)

    class Away:
        async def keep(self, saying):
            raise ConnectionError

    away = with_journal(house, Away())
    with pytest.raises(ConnectionError):
        await away.say(visitor, say(talk))
    assert house.hints.names() == ["help", "alarm"]
    assert house.hints.told[1] == ("alarm", talk, Level.L4)


async def test_a_wait_that_is_cut_short_alarms_as_well(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L4)

    asked = asyncio.Event()

    class Stuck:
        async def keep(self, saying):
            asked.set()
            await asyncio.Event().wait()

    saying = asyncio.create_task(with_journal(house, Stuck()).say(visitor, say(talk)))
    async with asyncio.timeout(100):
        await asked.wait()
    saying.cancel()  # what a timeout does
    with pytest.raises(asyncio.CancelledError):
        await saying
    assert "alarm" in house.hints.names()


async def test_a_journal_that_is_full_alarms_as_well(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L4)
    house.journal.bound = 0
    with pytest.raises(Refusal) as refused:
        await house.conversing.say(visitor, say(talk))
    assert refused.value.code is Code.TOO_FAST
    assert "alarm" in house.hints.names()


async def alarmed(house, speaker, talk, level=Level.L4):
    """What the wall is told of when these words can't be kept."""
    house.verdict = worrying(level)
    house.journal.bound = 0
    house.hints.told.clear()
    with pytest.raises(Refusal):
        await house.conversing.say(speaker, say(talk))
    return [told[1:] for told in house.hints.told if told[0] == "alarm"]


async def test_a_conversation_alarms_once_a_minute_and_at_once_when_it_is_worse(house, pair):
    visitor, _, talk = pair
    house.hints.attending.add((talk, "vera"))
    assert await alarmed(house, visitor, talk, Level.L3) == [(talk, Level.L3)]
    assert await alarmed(house, visitor, talk, Level.L3) == []
    assert await alarmed(house, visitor, talk, Level.L4) == [(talk, Level.L4)]
    house.clock.at += timedelta(seconds=60)
    assert await alarmed(house, visitor, talk, Level.L3) == [(talk, Level.L3)]


async def test_who_is_not_known_here_cannot_bury_the_wall_in_alarms(house, pair):
    visitor, _, talk = pair
    told = [await alarmed(house, visitor, f"made up {number}") for number in range(30)]
    assert 0 < len([one for one in told if one]) <= 10
    house.hints.attending.add((talk, "vera"))
    assert await alarmed(house, visitor, talk) == [(talk, Level.L4)]


async def test_a_calm_message_that_cannot_be_kept_alarms_nobody(house, pair):
    visitor, _, talk = pair
    house.journal.bound = 0
    with pytest.raises(Refusal):
        await house.conversing.say(visitor, say(talk))
    assert house.hints.told == []


async def test_a_store_that_is_away_does_not_stand_before_the_card(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L3)

    async def away(*_):
        raise ConnectionError

    service = with_journal(house, house.journal, recent=Recent(away, MARK))
    await service.say(visitor, say(talk))
    assert house.hints.names() == ["help", "spread"]


async def test_a_store_that_hangs_does_not_stand_before_the_card_either(house, pair):
    visitor, _, talk = pair
    house.verdict = worrying(Level.L3)

    async def hangs(*_):
        await asyncio.Event().wait()

    service = with_journal(house, house.journal, recent=Recent(hangs, MARK))
    async with asyncio.timeout(60):
        await service.say(visitor, say(talk))
    assert house.hints.names() == ["help", "spread"]


async def test_a_stranger_alarms_nobody(house, pair):
    _, _, talk = pair
    stranger = await house.visitor("eve")
    house.verdict = worrying(Level.L4)
    with pytest.raises(Refusal) as refused:
        await house.conversing.say(stranger, say(talk))
    assert refused.value.code is Code.NOT_FOUND
    assert house.hints.names() == ["help"]  # it is the writer's own words that worry


async def test_typing_and_receipts_are_hints_alone(house, pair):
    visitor, _, talk = pair
    house.conversing.typing(visitor, Typing(conversation=talk, on=True))
    house.conversing.received(visitor, Received(conversation=talk, seq=1))
    assert house.hints.told == [("typing", talk, "vera", True), ("received", talk, "vera", 1)]


async def test_catching_up_ends_with_the_newest(house, pair):
    visitor, peer, talk = pair
    for n in range(101):
        await house.say(peer, talk, str(n))
    page = await house.conversing.catch_up(visitor, CatchUp(conversation=talk, after=0))
    assert (len(page.lines), page.more) == (100, True)
    rest = await house.conversing.catch_up(visitor, CatchUp(conversation=talk, after=100))
    assert ([one.seq for one in rest.lines], rest.more) == ([101, 102], False)


async def test_ones_own_lines_are_known_by_their_ref(house, pair):
    visitor, peer, talk = pair
    await house.conversing.say(visitor, say(talk, "mine", "r1"))
    await house.conversing.say(peer, say(talk, "theirs", "r1"))
    page = await house.conversing.catch_up(visitor, CatchUp(conversation=talk, after=1))
    assert [(one.mine, one.ref, one.text) for one in page.lines] == [
        (True, "r1", "mine"),
        (False, None, "theirs"),
    ]


FOUND = worrying(Level.L3).findings


@pytest.mark.parametrize(
    ("role", "mine", "text", "notes"),
    [
        (Role.VISITOR, True, "words", 0),
        (Role.VISITOR, False, "", 0),
        (Role.PEER, True, "words", 1),
        (Role.PEER, False, "", 0),
        (Role.MODERATOR, False, "words", 1),
    ],
)
def test_withheld_words_are_read_by_their_writer_and_by_moderators(role, mine, text, notes, at):
    said = message(at, withheld=True)
    shown = line_of(said, role, mine=mine)
    assert (shown.text, len(shown.notes), shown.withheld) == (text, notes, True)


def test_a_visitor_never_sees_what_was_found(at):
    assert line_of(message(at), Role.VISITOR, mine=True).notes == ()
    assert len(line_of(message(at), Role.PEER, mine=False).notes) == 1


@pytest.fixture
def at():
    return Clock()()


def message(at, *, withheld=False):
    return Message(
        conversation="t",
        seq=1,
        ref="r",
        speaker="vera",
        role=Role.VISITOR,
        name="Quiet vera",
        text="words",
        at=at,
        withheld=withheld,
        findings=FOUND,
    )


def with_journal(house, journal, recent=None):
    return replace(house.conversing, journal=journal, recent=recent or house.recent)
