"""One of a room talks alone with who looks after it; is muted; is taken out of it."""

import pytest

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import Load
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from tests.stores.line import GRACE, LEAVES, notices
from tests.stores.rooming import Rooming

MUTED = "Only for the two"


@pytest.fixture
def room(line):
    return Rooming(line)


def said(wakes):
    return [notice for wake in wakes for notice in notices(wake)]


async def name_of(room, visitor):
    view = await room.line.view(visitor)
    return view.talk.visit.pseudonym


async def words(line, who, talk):
    return [m.text for m in await line.talks.tail(who.id, talk, 0, 100) if m.text]


async def test_who_is_in_danger_talks_with_one_of_the_two_alone_and_the_group_goes_on(line, room):
    fay, cole, vera, will = await room.opened("vera", "will")
    await line.worries(vera, room.id, level=Level.L2)
    wakes = await room.round()
    assert said(wakes) == [Notice.ROOM_LEFT, Notice.ALONE]
    assert await room.inside() == {"fay", "cole", "will"}
    assert await line.inside("talk-vera") == {"vera", "cole"}
    await line.say(will, room.id, "To the group")
    await line.say(vera, "talk-vera", "To one")
    assert await words(line, cole, "talk-vera") == ["To one"]
    for reader, talk in ((vera, room.id), (will, "talk-vera"), (fay, "talk-vera")):
        with pytest.raises(Refusal) as refused:
            await line.talks.tail(reader.id, talk, 0, 100)
        assert refused.value.code is Code.NOT_FOUND


async def test_their_place_is_kept_and_they_come_back_without_having_heard_the_rest(line, room):
    _, cole, vera, will, xena = await room.opened("vera", "will", "xena")
    await line.worries(vera, room.id, level=Level.L2)
    await room.round()
    await room.knock("yuri")
    await room.round()
    assert (await room.states())["yuri"] is VisitState.AT_DOOR
    await line.say(will, room.id, "Meanwhile")
    wake = await line.room_asides.go_back(vera, line.clock())
    assert notices(wake) == [Notice.ROOM_ENTERED]
    await line.say(xena, room.id, "Welcome back")
    assert await words(line, vera, room.id) == ["Welcome back"]
    assert await line.inside("talk-vera") == {"vera"}
    assert (await line.desk(cole)).duty.state is DutyState.HOSTING


async def test_the_same_worry_does_not_lift_them_again_but_a_greater_one_does(line, room):
    _, _, vera, _ = await room.opened("vera", "will")
    await line.worries(vera, room.id, level=Level.L2)
    await room.round()
    await line.room_asides.go_back(vera, line.clock())
    assert await room.round() == []
    await line.worries(vera, room.id, level=Level.L2)
    assert await room.round() == []
    await line.worries(vera, room.id, level=Level.L4)
    assert said(await room.round()) == [Notice.ROOM_LEFT, Notice.ALONE]


async def test_with_two_in_danger_each_is_with_one_of_the_two_and_the_worse_goes_first(line, room):
    _, _, vera, will = await room.opened("vera", "will")
    await line.worries(vera, room.id, level=Level.L2)
    await line.worries(will, room.id, level=Level.L4)
    await room.round()
    assert await line.inside("talk-will") == {"will", "cole"}
    assert await line.inside("talk-vera") == {"vera", "fay"}


async def test_without_a_co_facilitator_there_it_is_the_facilitator(line, room):
    _, cole, vera = await room.opened("vera")
    await line.room_hosts.step_out(cole, room.id, line.clock())
    await line.worries(vera, room.id, level=Level.L3)
    await room.round()
    assert await line.inside("talk-vera") == {"vera", "fay"}


async def test_either_of_the_two_may_take_somebody_aside_and_not_two_at_once(line, room):
    fay, _, vera, will = await room.opened("vera", "will")
    wakes = await line.room_asides.take(fay, room.id, await name_of(room, vera), line.clock())
    assert said(wakes) == [Notice.ROOM_LEFT, Notice.ALONE]
    with pytest.raises(StepNotAllowed):
        await line.room_asides.take(fay, room.id, await name_of(room, will), line.clock())
    with pytest.raises(StepNotAllowed):
        await line.room_hosts.step_out(fay, room.id, line.clock())


async def test_a_peer_who_does_not_look_after_it_can_do_nothing_in_it(line, room):
    _, _, vera = await room.opened("vera")
    pat, name = await line.ready("pat"), await name_of(room, vera)
    acts = (
        line.room_asides.take(pat, room.id, name, line.clock()),
        line.room_asides.bring_back(pat, room.id, name, line.clock()),
        line.room_members.mute(pat, room.id, name, line.clock(), on=True),
        line.room_members.remove(pat, room.id, name, line.clock()),
        line.room_members.lower_hand(pat, room.id, name),
        line.room_hosts.lock(pat, room.id, line.clock(), on=True),
        line.room_hosts.slow(pat, room.id, 10, line.clock()),
    )
    for act in acts:
        with pytest.raises(Refusal) as refused:
            await act
        assert refused.value.code is Code.NOT_FOUND


async def test_who_talks_alone_and_loses_the_peer_is_at_the_head_of_the_queue(line, room):
    fay, _, vera, will = await room.opened("vera", "will")
    await line.worries(vera, room.id, level=Level.L2)
    await room.round()
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(fay, vera, will, await line.moderator())
    await line.round()
    assert (await line.view(vera)).place == 1
    await line.visits.leave(vera.id, line.clock())
    assert "vera" not in await room.states()


async def test_who_goes_on_with_somebody_else_gives_the_place_to_who_stands_at_the_door(line, room):
    fay, _, vera, will, xena = await room.opened("vera", "will", "xena")
    yuri = await room.knock("yuri")
    await line.worries(vera, room.id, level=Level.L2)
    await room.round()
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(fay, vera, will, xena, yuri, await line.moderator())
    await line.ready("pat")
    await line.round()
    pat = Session("pat", Role.PEER, "Pat")
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    assert await line.inside("talk-vera") == {"vera", "pat"}
    await room.round()
    with pytest.raises(Refusal):
        await line.room_asides.go_back(vera, line.clock())
    assert await room.states() == dict.fromkeys(("will", "xena", "yuri"), VisitState.IN_ROOM)
    assert (await line.view(vera)).room is None


async def test_closing_the_room_leaves_those_who_talk_alone_in_company(line, room):
    fay, _, vera, will = await room.opened("vera", "will")
    await line.worries(vera, room.id, level=Level.L2)
    await room.round()
    await room.end(fay)
    assert await line.inside("talk-vera") == {"vera", "cole"}
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    assert (await line.view(will)).talk.visit.state is VisitState.ENDED


async def test_who_talks_alone_when_the_room_closes_is_brought_nobody_until_that_is_over(
    line, room
):
    fay, cole, vera = await room.opened("vera")
    await line.worries(vera, room.id, level=Level.L2)
    await room.round()
    await room.end(fay)
    await line.wrap_up(cole, room.id)
    desk = await line.desk(cole)
    assert (desk.duty.state, desk.duty.load) == (DutyState.TALKING, Load(talking=1))
    await line.end(cole, "talk-vera", LEAVES)
    assert (await line.desk(cole)).wrap_up == "talk-vera"


async def test_what_a_muted_visitor_says_reaches_the_two_and_no_other_visitor(line, room):
    fay, _, vera, will = await room.opened("vera", "will")
    await line.room_members.mute(fay, room.id, await name_of(room, vera), line.clock(), on=True)
    kept = await line.worries(vera, room.id, MUTED)
    assert (kept.message.hushed, kept.message.withheld) == (True, False)
    assert (await line.only_flag()).conversation == "talk-vera"
    await line.room_seats.hand(vera, line.clock(), up=True)
    for reader, seq in ((fay, 0), (will, 0)):
        tail = await line.talks.tail(reader.id, room.id, seq, 100)
        assert [m.hushed for m in tail if m.text] == [True]
    await line.room_members.mute(fay, room.id, await name_of(room, vera), line.clock(), on=False)
    assert not (await line.say(vera, room.id, "Again")).message.hushed


async def test_who_is_taken_out_is_told_and_waits_for_one_person(line, room):
    fay, _, vera, _ = await room.opened("vera", "will")
    name = await name_of(room, vera)
    wake = await line.room_members.remove(fay, room.id, name, line.clock())
    assert notices(wake) == [Notice.ROOM_LEFT, Notice.ROOM_REMOVED]
    view = await line.view(vera)
    assert (view.place, view.talk.visit.state, view.room) == (1, VisitState.WAITING, None)
    with pytest.raises(Refusal):
        await line.say(vera, room.id, "But")
    assert "vera" not in await room.inside()


async def test_a_hand_that_was_seen_is_taken_down(line, room):
    fay, _, vera = await room.opened("vera")
    await line.room_seats.hand(vera, line.clock(), up=True)
    await line.room_members.lower_hand(fay, room.id, await name_of(room, vera))
    assert (await line.view(vera)).room.seat_of("vera").seat.hand_at is None


async def test_nobody_goes_back_who_was_not_lifted(line, room):
    _, _, vera = await room.opened("vera")
    with pytest.raises(StepNotAllowed):
        await line.room_asides.go_back(vera, line.clock())
    with pytest.raises(Refusal):
        await line.room_asides.go_back(Session("nobody", Role.VISITOR), line.clock())


async def test_who_waits_at_the_door_does_not_pass_the_others_by_going_back(line, room):
    await room.opened("vera", "will", "xena")
    yuri = await room.knock("yuri")
    with pytest.raises(StepNotAllowed):
        await line.room_asides.go_back(yuri, line.clock())
    assert (await room.states())["yuri"] is VisitState.AT_DOOR


async def test_talking_alone_in_between_does_not_end_being_muted(line, room):
    fay, _, vera, _ = await room.opened("vera", "will")
    name = await name_of(room, vera)
    await line.room_members.mute(fay, room.id, name, line.clock(), on=True)
    await line.room_asides.take(fay, room.id, name, line.clock())
    await line.room_asides.go_back(vera, line.clock())
    assert (await line.say(vera, room.id, MUTED)).message.hushed


async def test_words_of_danger_are_folded_for_the_others_and_held_back_from_nobody(line, room):
    _, _, vera, will = await room.opened("vera", "will")
    kept = await line.worries(vera, room.id, level=Level.L2)
    assert kept.message.careful
    assert not (await line.worries(vera, room.id, level=Level.L1)).message.careful
    assert await words(line, will, room.id) == ["I can't go on"] * 2
