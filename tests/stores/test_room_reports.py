"""Somebody in a room is not felt safe with: moderators look, and the group hears nothing."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.flag import FlagKind, FlagState, Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.visit import VisitState
from server.stores.tables.core import flags, messages
from server.stores.tables.house import vetoes
from tests.stores.rooming import Rooming

REMARK = "About Cole. Asked where I live"


@pytest.fixture
def room(line):
    return Rooming(line)


async def report(line, visitor, name, level=Level.L0):
    raising = line.raising(Level.L2, REMARK, within=120, concern="unsafe_in_room")
    return await line.room_reports.report(visitor, name, raising, level, line.clock())


async def test_it_is_a_report_about_who_looks_after_the_room_and_nobody_in_it_is_told(line, room):
    _, cole, vera = await room.opened("vera")
    said = await line.count(messages)
    wake = await report(line, vera, "Cole")
    assert (wake.said, await line.count(messages)) == ([], said)
    flag = await line.only_flag()
    assert (flag.kind, flag.reported, flag.words) == (FlagKind.REPORT, "cole", REMARK)
    assert flag.conversation == "talk-vera"
    assert (await line.desk(cole)).held
    (row,) = await line.rows(flags)
    assert b"where I live" not in row.sealed
    assert await room.inside() == {"fay", "cole", "vera"}


async def test_nobody_new_comes_in_until_somebody_has_looked(line, room):
    _, _, vera = await room.opened("vera")
    await report(line, vera, "Cole")
    await room.knock("wim")
    await room.round()
    assert (await room.states())["wim"] is VisitState.AT_DOOR
    flag, mona = await line.only_flag(), await line.moderator()
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.FALSE_ALARM, "Spoke", line.clock())
    await room.round()
    assert (await room.states())["wim"] is VisitState.IN_ROOM


async def test_about_another_visitor_it_is_a_worry_and_the_door_stays_open(line, room):
    _, _, vera, _ = await room.opened("vera", "will")
    (name,) = {m.name for m in (await line.on_wall()).rooms[0].talk.members if m.person == "will"}
    await report(line, vera, name)
    flag = await line.only_flag()
    assert (flag.kind, flag.reported, flag.conversation) == (FlagKind.WORRY, None, "talk-vera")
    await room.knock("wim")
    await room.round()
    assert (await room.states())["wim"] is VisitState.IN_ROOM


async def test_what_is_told_of_another_visitor_stands_beside_the_danger_that_is_open(line, room):
    _, _, vera, _ = await room.opened("vera", "will")
    (name,) = {m.name for m in (await line.on_wall()).rooms[0].talk.members if m.person == "will"}
    await line.worries(vera, room.id, "I can't go on", level=Level.L3)
    mona = await line.moderator()
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await report(line, vera, name)
    flag = await line.only_flag()
    assert flag.level == Level.L3
    assert "Asked where I live" in flag.words
    assert "can't go on" in flag.words
    assert (flag.state, flag.claimed_by) == (FlagState.CALLED, mona.id)


async def test_the_two_do_not_see_that_something_was_told_of_another_visitor(line, room):
    fay, _, vera, _ = await room.opened("vera", "will")
    (name,) = {m.name for m in (await line.on_wall()).rooms[0].talk.members if m.person == "will"}
    await report(line, vera, name)
    (shown,) = (await line.desk(fay)).rooms
    assert [one.flag for one in shown.seats] == [None, None]


async def test_who_is_then_in_danger_is_never_taken_aside_by_whom_they_fear(line, room):
    fay, _, vera = await room.opened("vera")
    await report(line, vera, "Cole", Level.L3)
    assert (await line.talk_row("talk-vera")).level == Level.L3
    await room.round()
    assert (await room.states())["vera"] is VisitState.TALKING
    assert await line.inside("talk-vera") == {"vera", "fay"}
    assert fay.id == "fay"


async def test_who_is_on_hold_does_not_take_a_room_or_anybody_of_it_aside(line, room):
    _, cole, vera, will = await room.opened("vera", "will")
    await report(line, vera, "Cole")
    (name,) = {m.name for m in (await line.on_wall()).rooms[0].talk.members if m.person == will.id}
    with pytest.raises(StepNotAllowed):
        await line.room_asides.take(cole, room.id, name, line.clock())
    await line.room_hosts.step_out(cole, room.id, line.clock())
    await line.wrap_up(cole, room.id)
    with pytest.raises(StepNotAllowed):
        await room.comes(cole)


async def test_only_somebody_else_who_is_in_it_can_be_meant(line, room):
    _, _, vera = await room.opened("vera")
    for name in ("Nobody", (await line.view(vera)).talk.visit.pseudonym):
        with pytest.raises(Refusal) as refused:
            await report(line, vera, name)
        assert refused.value.code is Code.NOT_FOUND


async def test_from_the_door_nobody_is_reported(line, room):
    await room.planned(ahead=timedelta(minutes=5))
    vera = await room.knock("vera")
    with pytest.raises(StepNotAllowed):
        await report(line, vera, "Cole")
    assert await line.count(vetoes) == 0
