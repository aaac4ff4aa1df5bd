"""Rooms: planned, opened by who looks after them, entered from the door, closed for everybody."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.flag import Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.message import Notice
from server.domain.opening import Doorway
from server.domain.opinion import Opinion, Turn
from server.domain.refusal import Code, Refusal
from server.domain.room import AT_DOOR, ROUND, RoomState
from server.domain.session import Role, Session
from server.domain.staff import BadField
from server.domain.visit import VisitState
from server.domain.wrapping_up import WrittenUp
from server.stores.tables.core import conversations, duties
from server.stores.tables.house import waits
from server.stores.talk.opinions import SqlOpinions
from tests.stores.line import AWAY, GRACE, KEPT, KEPT_FOR, notices
from tests.stores.rooming import Rooming


@pytest.fixture
def room(line):
    return Rooming(line)


async def test_who_may_not_facilitate_is_given_no_room(line, room):
    await line.employed("pat")
    with pytest.raises(BadField) as wrong:
        await room.planned(co_facilitator="pat")
    assert wrong.value.field == "co_facilitator"


async def test_it_opens_when_its_facilitator_is_there_and_not_before(line, room):
    await room.planned()
    await line.moderator()
    vera = await room.knock("vera")
    await room.host("cole")
    await room.round()
    assert (await room.state(), await room.states()) == (
        RoomState.SCHEDULED,
        {vera.id: VisitState.AT_DOOR},
    )
    await room.host("fay")
    await room.round()
    assert (await room.state(), await room.states()) == (
        RoomState.OPEN,
        {vera.id: VisitState.IN_ROOM},
    )
    assert await room.inside() == {"fay", "cole", "vera"}


async def test_without_a_moderator_on_duty_it_does_not_open_and_nobody_comes_in(line, room):
    await room.planned()
    fay = await line.ready("fay")
    with pytest.raises(Refusal) as refused:
        await room.comes(fay)
    assert refused.value.code is Code.CLOSED
    mona = await line.moderator()
    await room.comes(fay)
    line.clock.passes(seconds=60)  # the moderator's line is down
    await line.seen(fay)
    await room.knock("vera")
    await room.round()
    assert await room.states() == {"vera": VisitState.AT_DOOR}
    await line.seen(mona)
    await room.round()
    assert await room.states() == {"vera": VisitState.IN_ROOM}


async def test_nobody_else_can_tell_that_there_is_such_a_room(line, room):
    await room.planned()
    await line.moderator()
    for act in (room.comes, room.end):
        with pytest.raises(Refusal) as refused:
            await act(await line.ready("pat"))
        assert refused.value.code is Code.NOT_FOUND


async def test_who_looks_after_a_room_is_offered_nobody(line, room):
    await room.opened()
    await line.visitor("wes")
    assert await line.round() == []
    here = await line.duties(duties.c.role == Role.PEER)
    assert {duty.state for duty in here} == {DutyState.HOSTING}


async def test_nobody_looks_after_two_rooms_at_once(line, room):
    fay, *_ = await room.opened()
    other = Rooming(line, "other")
    await other.planned()
    with pytest.raises(StepNotAllowed):
        await other.comes(fay)


async def test_when_it_is_full_the_others_wait_in_the_order_in_which_they_came(line, room):
    names = ["vera", "will", "xena", "yuri", "zoe"]
    _, _, vera, *_ = await room.opened(*names)
    inside = [name for name, state in (await room.states()).items() if state is VisitState.IN_ROOM]
    assert sorted(inside) == ["vera", "will", "xena"]
    seen = (await line.view(Session("zoe", Role.VISITOR))).room
    assert (seen.place_of("yuri"), seen.place_of("zoe"), seen.place_of("vera")) == (1, 2, None)
    await line.visits.leave(vera.id, line.clock())
    await room.round()
    assert (await room.states())["yuri"] is VisitState.IN_ROOM
    assert (await room.states())["zoe"] is VisitState.AT_DOOR


async def test_two_rounds_at_once_never_let_in_more_than_there_are_places(line, room):
    await room.opened()
    for name in ("a", "b", "c", "d", "e"):
        await room.knock(name)
    await asyncio.gather(*(room.round() for _ in range(3)))
    states = list((await room.states()).values())
    assert states.count(VisitState.IN_ROOM) == 3


async def test_at_most_so_many_wait_at_the_door(line, room):
    await room.planned()
    for number in range(AT_DOOR):
        await room.knock(f"v{number}")
    with pytest.raises(Refusal) as refused:
        await room.knock("late")
    assert refused.value.code is Code.FULL


async def test_each_has_a_name_of_their_own(line, room):
    await room.opened("vera", "will", "xena")
    picture = (await line.view(Session("vera", Role.VISITOR))).room
    assert len({seat.visit.pseudonym for seat in picture.seats}) == 3


async def test_long_before_its_time_nobody_comes_to_the_door(line, room):
    await room.planned(ahead=timedelta(hours=3))
    with pytest.raises(StepNotAllowed):
        await room.knock("vera")
    line.clock.passes(hours=2, minutes=45)
    await room.knock("vera")
    await room.knock("vera")
    assert await room.states() == {"vera": VisitState.AT_DOOR}


async def test_who_comes_later_reads_nothing_of_what_was_said_before(line, room):
    fay, _, vera, will = await room.opened("vera", "will", capacity=4)
    await line.say(vera, room.id, "Only for these")
    xena = await room.knock("xena")
    await room.round()
    await line.say(fay, room.id, "Welcome")
    tail = await line.talks.tail(xena.id, room.id, 0, 100)
    assert [message.text for message in tail if message.text] == ["Welcome"]
    assert tail[0].seq == (await line.view(xena)).room.seat_of("xena").from_seq + 1
    heard = await line.talks.tail(will.id, room.id, 0, 100)
    assert "Only for these" in [message.text for message in heard]


async def test_who_leaves_hears_nothing_more_and_the_others_go_on(line, room):
    _, _, vera, will = await room.opened("vera", "will")
    wake = await line.visits.leave(vera.id, line.clock())
    assert Notice.ROOM_LEFT in notices(wake)
    await line.say(will, room.id, "Still here")
    assert await room.inside() == {"fay", "cole", "will"}
    with pytest.raises(Refusal):
        await line.talks.tail(vera.id, room.id, 0, 100)
    with pytest.raises(Refusal):
        await line.say(vera, room.id, "Anybody?")


async def gone_for(line, room, *people, seconds):
    """Nobody but these has a line that is up; then everybody's places are looked at."""
    here = [await line.moderator(), *people]
    await line.seen(*here)
    line.clock.passes(seconds=seconds - 1)
    await line.seen(*here)
    line.clock.passes(seconds=1)
    await line.round()
    await room.round()


async def test_where_somebody_waits_a_seat_is_kept_for_the_grace_and_then_given_to_the_next(
    line, room
):
    fay, cole, vera, will, xena, zoe = await room.opened("vera", "will", "xena", "zoe")
    await gone_for(line, room, fay, cole, will, xena, zoe, seconds=119)
    assert line.let_go == []
    await gone_for(line, room, fay, cole, will, xena, zoe, seconds=2)
    assert line.let_go == [vera.id]
    assert (await room.states())["zoe"] is VisitState.IN_ROOM


async def test_where_nobody_waits_a_seat_is_kept_for_as_long_as_a_place_in_the_line(line, room):
    fay, cole, vera, will = await room.opened("vera", "will")
    await gone_for(line, room, fay, cole, will, seconds=KEPT.calm.total_seconds() - 1)
    assert (await room.states())["vera"] is VisitState.IN_ROOM
    await gone_for(line, room, fay, cole, will, seconds=2)
    assert line.let_go == [vera.id]


async def test_who_comes_while_there_are_places_takes_nobodys(line, room):
    fay, cole, _, will = await room.opened("vera", "will")
    line.clock.passes(seconds=121)
    await line.seen(fay, cole, will, await line.moderator())
    await room.knock("zoe")
    await line.round()
    await room.round()
    assert set((await room.states()).values()) == {VisitState.IN_ROOM}
    assert "vera" in await room.inside()


async def test_the_seat_of_somebody_with_a_sign_of_risk_is_given_to_nobody_while_they_are_gone(
    line, room
):
    fay, cole, vera, will, xena, zoe = await room.opened("vera", "will", "xena", "zoe")
    await line.worries(vera, room.id, level=Level.L1)
    await gone_for(line, room, fay, cole, will, xena, zoe, seconds=KEPT.calm.total_seconds() + 1)
    assert line.let_go == []
    assert (await room.states())["zoe"] is VisitState.AT_DOOR


async def test_the_place_at_the_door_of_a_sleeping_phone_is_kept_and_nobody_waits_for_it(
    line, room
):
    fay, cole, vera, will, _, yuri, zoe = await room.opened("vera", "will", "xena", "yuri", "zoe")
    xena = Session("xena", Role.VISITOR)
    await gone_for(line, room, fay, cole, will, xena, vera, zoe, seconds=121)
    await line.visits.leave(vera.id, line.clock())
    await room.round()
    assert (await room.states())["zoe"] is VisitState.IN_ROOM
    assert (await room.states())["yuri"] is VisitState.AT_DOOR
    await line.visits.leave(zoe.id, line.clock())
    await line.seen(yuri)
    await room.round()
    assert (await room.states())["yuri"] is VisitState.IN_ROOM


async def test_who_is_away_from_the_door_does_not_count_for_how_many_may_wait_there(line, room):
    await room.planned()
    for number in range(AT_DOOR):
        await room.knock(f"v{number}")
    line.clock.passes(minutes=3)
    await line.moderator()
    assert await room.knock("late") == Session("late", Role.VISITOR)


async def test_one_may_wait_for_one_person_instead(line, room):
    _, _, vera, *_ = await room.opened("vera", "will")
    await line.ready("pat")
    doorway = Doorway(3, line.seen_since)
    await line.room_seats.talk_alone(vera, line.clock(), doorway)
    assert (await line.view(vera)).place == 1
    assert "vera" not in await room.inside()
    await line.round()
    assert (await line.view(vera)).talk.visit.state is VisitState.OFFERED


async def test_a_hand_stays_up_since_it_was_first_raised(line, room):
    _, _, vera, _ = await room.opened("vera", "will")
    first = line.clock()
    await line.room_seats.hand(vera, first, up=True)
    line.clock.passes(seconds=5)
    await line.room_seats.hand(vera, line.clock(), up=True)
    assert (await line.view(vera)).room.seat_of("vera").seat.hand_at == first
    await line.room_seats.hand(vera, line.clock(), up=False)
    assert (await line.view(vera)).room.seat_of("vera").seat.hand_at is None


async def test_locked_nobody_new_comes_in_and_who_is_in_it_talks_on(line, room):
    fay, _, vera = await room.opened("vera")
    await line.room_hosts.lock(fay, room.id, line.clock(), on=True)
    again = await line.room_hosts.lock(fay, room.id, line.clock(), on=True)
    assert notices(again) == []
    await room.knock("will")
    await room.round()
    await line.say(vera, room.id, "Hello")
    assert (await room.states())["will"] is VisitState.AT_DOOR
    await line.room_hosts.lock(fay, room.id, line.clock(), on=False)
    await room.round()
    assert (await room.states())["will"] is VisitState.IN_ROOM


async def test_where_nobody_looks_after_it_any_more_nobody_new_comes_in(line, room):
    fay, cole, _ = await room.opened("vera")
    first = await line.room_hosts.step_out(fay, room.id, line.clock())
    assert notices(first) == [Notice.ROOM_HOST_LEFT]
    assert await room.state() is RoomState.OPEN
    last = await line.room_hosts.step_out(cole, room.id, line.clock())
    assert notices(last) == [Notice.ROOM_HOST_LEFT, Notice.ROOM_UNHOSTED]
    assert await room.state() is RoomState.LOCKED
    assert (await line.desk(cole)).wrap_up == room.id


async def test_a_lost_line_of_who_looks_after_it_is_noticed(line, room):
    _, cole, vera = await room.opened("vera")
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(cole, vera, await line.moderator())
    await line.round()
    wakes = await room.round()
    assert [n for wake in wakes for n in notices(wake)] == [Notice.ROOM_HOST_LEFT]
    assert await room.inside() == {"cole", "vera"}


async def test_closing_it_ends_every_visit_and_frees_both_who_looked_after_it(line, room):
    fay, cole, vera, will = await room.opened("vera", "will")
    await room.knock("xena")
    await room.end(fay)
    await room.end(fay)
    assert await room.inside() == set()
    for visitor in (vera, will, Session("xena", Role.VISITOR)):
        assert (await line.view(visitor)).talk.visit.state is VisitState.ENDED
    row = await line.talk_row(room.id)
    assert (row.phase, row.forget_at) == ("closed", line.clock() + KEPT_FOR)
    assert (await line.desk(fay)).wrap_up == (await line.desk(cole)).wrap_up == room.id
    done = WrittenUp((), "It went well", debrief=False, then=DutyStep.GO_READY)
    await line.desks.wrap_up(fay.id, room.id, done, line.clock())
    assert (await line.desk(fay)).duty.state is DutyState.READY
    assert await line.count(waits) == 0  # nobody waited in the queue


async def test_its_clock_closes_it(line, room):
    fay, _, vera = await room.opened("vera")
    await line.room_hosts.last_round(fay, room.id, line.clock())
    line.clock.passes(seconds=ROUND.total_seconds())
    await room.round()
    assert await room.state() is RoomState.CLOSED
    assert (await line.view(vera)).talk.visit.state is VisitState.ENDED


async def test_a_moderator_may_close_any_room(line, room):
    await room.opened("vera")
    await room.end(await line.moderator())
    assert await room.state() is RoomState.CLOSED


async def test_what_is_planned_is_shown_before_its_day_is_over(line, room):
    await room.planned(ahead=timedelta(hours=5))
    await Rooming(line, "later").planned(ahead=timedelta(hours=30))
    shown = await line.rooms.coming(line.clock() - AWAY)
    assert [one.room.id for one in shown] == ["group"]
    assert [one.room.id for one in await line.rooms.planned(line.seen_since)] == ["group", "later"]
    assert await line.rooms.facilitators() == [("cole", "Cole"), ("fay", "Fay")]
    assert len(await line.rows(conversations, conversations.c.kind == "room")) == 2


async def test_what_worries_about_one_of_them_is_theirs_and_not_the_rooms(line, room):
    _, _, vera, will = await room.opened("vera", "will")
    kept = await line.worries(vera, room.id, level=Level.L3)
    assert (kept.about, kept.raised_to) == ("talk-vera", Level.L3)
    assert (await line.talk_row("talk-vera")).level == Level.L3
    for calm in (room.id, "talk-will"):
        assert (await line.talk_row(calm)).level == Level.L0
    flag = await line.only_flag()
    assert (flag.conversation, flag.words) == ("talk-vera", "I can't go on")
    again = await line.worries(vera, room.id, level=Level.L4)
    assert again.raised_to is Level.L4
    assert (await line.only_flag()).level is Level.L4
    seats = {seat.visit.id: seat for seat in (await line.view(will)).room.seats}
    assert (seats["vera"].level, seats["will"].level) == (Level.L4, Level.L0)


async def test_a_moderator_claims_reads_along_joins_and_resolves(line, room):
    await room.opened("vera")
    mona = await line.moderator()
    await line.worries(Session("vera", Role.VISITOR), room.id)
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    read = await line.supervision.read(mona, room.id, line.clock())
    assert notices(read) == [Notice.MODERATOR_READING]
    await line.supervision.join(mona, room.id, line.clock())
    await line.say(mona, room.id, "I am here")
    await line.supervision.step_back(mona, room.id, line.clock())
    assert mona.id not in await room.inside()
    await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, "Spoke with her", line.clock())
    assert (await line.raised()).flags == ()
    (shown,) = (await line.on_wall()).rooms
    assert (shown.room.id, len(shown.taken)) == (room.id, 1)


async def test_what_one_of_those_who_look_after_it_says_is_flagged_with_the_room(line, room):
    fay, *_ = await room.opened("vera")
    mona = await line.moderator()
    await line.worries(fay, room.id)
    flag = await line.only_flag()
    assert flag.conversation == room.id
    await line.alerts.claim(flag.id, mona, line.clock())


async def test_in_a_slow_room_a_visitor_waits_but_never_with_words_that_worry(line, room):
    fay, _, vera, _ = await room.opened("vera", "will")
    await line.room_hosts.slow(fay, room.id, 30, line.clock())
    await line.say(vera, room.id, "One")
    line.clock.passes(seconds=10)
    with pytest.raises(Refusal) as refused:
        await line.say(vera, room.id, "Two")
    assert (refused.value.code, refused.value.retry_after) == (Code.TOO_FAST, 20)
    await line.worries(vera, room.id)
    await line.say(fay, room.id, "Hello")
    await line.say(fay, room.id, "Everybody")
    line.clock.passes(seconds=30)
    await line.say(vera, room.id, "Three")


async def test_a_second_opinion_about_words_in_a_room_is_kept_with_who_said_them(line, room):
    _, _, vera, _ = await room.opened("vera", "will")
    kept = await line.say(vera, room.id, "I have it here")
    opinions = SqlOpinions(line.db, line.sealer, line.new_id)
    opinion = Opinion((), Level.L2, withhold=False, raising=line.raising(), turn=Turn.QUICK)
    fence = await line.lead("opinions")
    (wake,) = await opinions.settle(fence, [(kept.message, opinion)], line.clock())
    assert wake.talks == {"talk-vera", room.id}
    assert (await line.only_flag()).conversation == "talk-vera"
    assert (await line.talk_row(room.id)).level == Level.L0
    assert await opinions.in_danger([room.id, "talk-will"]) == {room.id}
    (again,) = [m for m in await line.talks.newest(room.id, vera.id, 1) if m.text]
    assert again.text == "I have it here"


async def test_a_content_note_goes_with_the_words(line, room):
    _, _, vera, will = await room.opened("vera", "will")
    saying = replace(line.saying(vera, room.id, "It was bad"), careful=True)
    kept = await line.journal.keep(saying)
    assert kept.message.careful
    heard = await line.talks.tail(will.id, room.id, 0, 100)
    assert [message.careful for message in heard if message.text] == [True]
