"""What was said, for those who may read it: without a gap, without an end in between."""

import pytest

from moderation.verdict import Level
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.stores.tables.core import members
from tests.stores.line import worrying


@pytest.fixture
async def vera(line):
    visitor = await line.visitor("vera")
    for n in range(1, 8):
        await line.say(visitor, "talk-vera", f"line {n}")
    return visitor


async def test_who_returns_gets_the_rest_without_a_gap(line, vera):
    first = await line.talks.tail("vera", "talk-vera", 2, 3)
    rest = await line.talks.tail("vera", "talk-vera", first[-1].seq, 100)
    assert [m.seq for m in (*first, *rest)] == [3, 4, 5, 6, 7]
    assert [m.text for m in first] == ["line 3", "line 4", "line 5"]
    assert await line.talks.tail("vera", "talk-vera", 7, 100) == []


async def test_a_stranger_cannot_tell_whether_a_conversation_exists(line, vera):
    for talk in ("talk-vera", "talk-none"):
        with pytest.raises(Refusal) as refused:
            await line.talks.tail("eve", talk, 0, 10)
        assert refused.value.code is Code.NOT_FOUND


async def test_a_gap_is_read_up_to_its_end(line, vera):
    assert [m.seq for m in await line.talks.gap("talk-vera", 2, 5)] == [3, 4, 5]
    assert await line.talks.gap("talk-vera", 7, 9) == []


async def test_a_message_is_read_as_it_was_kept(line):
    visitor, _, talk = await line.paired()
    verdict = worrying(Level.L2)
    kept = await line.say(visitor, talk, "a\u0301 👩‍👩‍👧 \u202e and so on", verdict=verdict)
    (read,) = await line.talks.gap(talk, kept.message.seq - 1, kept.message.seq)
    assert read == kept.message
    assert read.findings == verdict.findings


async def test_the_newest_messages_are_read_oldest_first_with_the_notices_among_them(line):
    visitor, peer, talk = await line.paired()
    for text in ("one", "two", "three"):
        await line.say(peer, talk, text)
    await line.end(peer, talk)
    newest = await line.talks.newest(talk, visitor.id, 3)
    assert [message.text for message in newest] == ["two", "three", ""]
    assert newest[-1].notice is Notice.ENDED
    assert len(await line.talks.newest(talk, visitor.id, 9)) == 5
    assert await line.talks.newest("none", visitor.id, 9) is None
    assert await line.talks.newest(talk, "eve", 9) is None
    assert (await line.talks.tail(visitor.id, talk, 0, 9))[-1].notice is Notice.ENDED


async def test_receipts_only_go_up(line, vera):
    for seq in (3, 5, 4):
        await line.talks.received([("talk-vera", "vera", seq), ("none", "vera", 1)])
    (row,) = await line.rows(members)
    assert row.received_seq == 5


async def test_what_lives_is_listed(line, vera):
    await line.visitor("wim")
    await line.visits.leave("wim", line.clock())
    assert await line.talks.live(line.clock()) == ["talk-vera"]
