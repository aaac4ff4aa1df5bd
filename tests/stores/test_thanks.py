"""What visitors answered reaches the last peer, and is forgotten with its time or at their wish."""

from datetime import timedelta

import pytest

from server.domain.thanks import WORDS_KEPT
from server.stores.talk_tables import thanks
from server.stores.thanks import SqlThanks
from tests.stores.test_pairs import report


@pytest.fixture
def store(line):
    return SqlThanks(line.db, line.sealer, line.new_id)


async def answered(line, store, words="You listened."):
    visitor, peer, talk = await line.paired()
    await line.end(peer, talk)
    await store.keep(visitor.id, 3, words, line.clock())
    return visitor


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
