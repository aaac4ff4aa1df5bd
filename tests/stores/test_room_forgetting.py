"""One visitor's words go out of a room, and nobody else's; in the end all of it goes."""

import pytest

from moderation.verdict import Level
from server.stores.tables.core import members, messages, visits
from server.stores.tables.rooms import room_messages, rooms, seats
from tests.stores.line import KEPT_FOR
from tests.stores.rooming import Rooming

CANARY = "canary-in-a-coal-mine"


@pytest.fixture
def room(line):
    return Rooming(line)


async def test_who_has_their_words_deleted_leaves_a_line_without_words_in_each_place(line, room):
    fay, _, vera, will = await room.opened("vera", "will")
    await line.say(vera, room.id, CANARY)
    await line.say(will, room.id, "Mine stay")
    await line.say(vera, room.id, CANARY)
    seqs = await line.seqs(room.id)
    sealed = [
        row.sealed for row in await line.rows(messages) if row.speaker == "vera" and row.sealed
    ]
    await line.visits.leave(vera.id, line.clock())
    wake = await line.forgetting.forget("vera")
    assert len(wake.taken) == len(sealed) == 2
    assert await line.rows(visits, visits.c.id == "vera") == []
    tail = await line.talks.tail(fay.id, room.id, 0, 100)
    assert [m.text for m in tail if m.notice is None] == ["", "Mine stay", ""]
    assert [m.name for m in tail if m.notice is None] == ["", tail[-3].name, ""]
    assert set(seqs) < set(await line.seqs(room.id))
    left = [row.sealed for row in await line.rows(messages)]
    assert not set(sealed) & set(left)
    assert [m.text for m in await line.talks.tail(will.id, room.id, 0, 100) if m.text] == [
        "Mine stay"
    ]
    assert (await line.say(will, room.id, "And on")).message.seq == max(await line.seqs(room.id))


async def test_a_bare_flag_outlives_the_words_that_raised_it_in_a_room(line, room):
    _, _, vera, _ = await room.opened("vera", "will")
    await line.worries(vera, room.id, CANARY, Level.L3)
    await line.visits.leave(vera.id, line.clock())
    await line.forgetting.forget("vera")
    flag = await line.only_flag()
    assert (flag.conversation, flag.level, flag.words) == ("talk-vera", Level.L3, "")


async def test_past_its_time_nothing_of_a_room_is_left(line, room):
    fay, cole, vera, will = await room.opened("vera", "will")
    for who in (fay, vera, will):
        await line.say(who, room.id, CANARY)
    await room.end(fay)
    for peer in (fay, cole):
        await line.wrap_up(peer, room.id, CANARY)
    line.clock.passes(seconds=KEPT_FOR.total_seconds() + 1)
    fence = await line.lead("retention")
    await line.forgetting.past(fence, line.clock())
    for table in (rooms, seats, room_messages, messages, members, visits):
        assert await line.rows(table) == [], table.name


async def test_a_room_is_kept_as_long_as_the_gravest_of_those_who_sat_in_it(line, room):
    fay, _, vera, _ = await room.opened("vera", "will")
    await line.worries(vera, room.id, CANARY, Level.L3)
    await room.end(fay)
    row = await line.talk_row(room.id)
    assert row.forget_at == line.clock() + KEPT_FOR * (1 + Level.L3)
    assert row.level == Level.L0
