"""What visitors answered reaches the last peer, and is forgotten with its time or at their wish."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.refusal import Code, Refusal
from server.domain.thanks import WORDS_KEPT
from server.stores.rows.conversations import key_of
from server.stores.tables.core import flags, visits
from server.stores.tables.silences import thanks
from tests.stores.line import FLAG_CLOCKS, worrying
from tests.stores.test_pairs import report


@pytest.fixture
def store(line):
    return line.thanks


async def answered(line, store, words="You listened."):
    visitor, peer, talk = await line.paired()
    await line.end(peer, talk)
    await store.keep(visitor.id, 3, words, line.clock())
    return visitor


async def test_an_answer_is_sealed_with_the_conversation(line, store):
    visitor = await answered(line, store)
    await line.answers(visitor.id, "Thank you so much")
    (row,) = await line.rows(visits)
    assert (row.helped, row.distress_after) == (3, 4)
    assert b"Thank" not in row.feedback
    talk = row.conversation
    words = line.sealer.read_words(
        talk, key_of(await line.talk_row(talk)), row.feedback, visitor.id
    )
    assert words == "Thank you so much"
    assert await line.rows(flags) == []


async def test_danger_in_an_answer_raises_a_flag_with_its_clock(line, store):
    visitor = await answered(line, store)
    wake = await line.answers(visitor.id, "I will end it", worrying(Level.L3))
    (flag,) = await line.rows(flags)
    assert (flag.level, flag.due_at) == (Level.L3, line.clock() + FLAG_CLOCKS[Level.L3])
    assert (await line.talk_row(flag.conversation)).level == Level.L3
    assert wake.wall


async def test_an_answer_calms_nothing(line, store):
    visitor = await answered(line, store)
    await line.answers(visitor.id, "I will end it", worrying(Level.L3))
    await line.answers(visitor.id, "All good now")
    (flag,) = await line.rows(flags)
    assert (await line.talk_row(flag.conversation)).level == Level.L3


async def test_an_answer_of_nobody_is_refused(line, store):
    with pytest.raises(Refusal) as refused:
        await line.answers("nobody", "x")
    assert refused.value.code is Code.NOT_FOUND


async def test_it_reaches_the_peer_sealed_and_with_the_day_alone(line, store):
    await answered(line, store)
    (one,) = await store.of_peer("pat")
    assert (one.helped, one.words) == (3, "You listened.")
    assert one.at.time().isoformat() == "00:00:00"
    (row,) = await line.rows(thanks)
    assert b"listened" not in row.sealed


async def test_a_second_answer_stands_for_the_first(line, store):
    visitor = await answered(line, store)
    await store.keep(visitor.id, 1, "", line.clock())
    (one,) = await store.of_peer("pat")
    assert (one.helped, one.words) == (1, "")


async def test_nothing_reaches_a_peer_whom_the_visitor_has_reported(line, store):
    visitor, peer, _ = await line.paired()
    await report(line, visitor)
    await store.keep(visitor.id, 1, "Not safe", line.clock())
    assert await store.of_peer(peer.id) == []


async def test_the_visitors_wish_deletes_it(line, store):
    visitor = await answered(line, store)
    await line.forgetting.forget(visitor.id)
    assert await line.count(thanks) == 0


async def test_time_takes_away_whose_it_was_and_later_the_words(line, store):
    fence = await line.lead("retention")
    await answered(line, store)
    line.clock.passes(days=4)
    await line.forgetting.past(fence, line.clock())
    (row,) = await line.rows(thanks)
    assert (row.conversation, row.helped) == (None, 3)
    assert (await store.of_peer("pat"))[0].words == "You listened."
    await line.forgetting.days(line.clock())
    assert (await store.of_peer("pat"))[0].words == "You listened."
    line.clock.passes(days=WORDS_KEPT // timedelta(days=1))
    await line.forgetting.past(fence, line.clock())
    (row,) = await line.rows(thanks)
    assert (row.sealed, row.wrapped_key, row.helped) == (None, b"", 3)
