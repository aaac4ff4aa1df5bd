"""Rooms as people meet them: planned, shown, entered, looked after."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.contract.commands import CatchUp, Say
from server.contract.room_commands import (
    CloseRoom,
    EnterRoom,
    HostRoom,
    LockRoom,
    Mute,
    RaiseHand,
)
from server.contract.room_requests import EndRoom, PlanRoom, ShowRooms
from server.contract.staff_commands import Read
from server.domain.conversation import Kind, Standing
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.room import RoomState
from server.domain.session import Role, Session
from server.domain.staff import BadField, StaffMember
from server.domain.visit import VisitState
from tests.stores.line import worrying
from tests.stores.rooming import Rooming

ADA = StaffMember("ada", "Ada", (Role.MODERATOR,))
VERA = Session("vera", Role.VISITOR, address="192.0.2.1")


def a_plan(**more):
    asked = {"topic": "loss", "language": "en", "capacity": 4, "minutes": 60}
    return PlanRoom(**{**asked, "facilitator": "fay", "co_facilitator": "cole", **more})


def to(room, **more):
    return EnterRoom(**{"room": room, "consent": True, "language": "en", **more})


@pytest.fixture
async def room(house):
    """One that has no time: it is for now."""
    for name in ("fay", "cole"):
        await house.employed(name, roles=("peer", "facilitator"))
    await house.planning.plan(ADA, a_plan())
    (planned,) = (await house.planning.show(ADA, ShowRooms())).rooms
    return Rooming(house, planned.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"topic": "sport"}, "topic"),
        ({"language": "xx"}, "language"),
        ({"co_facilitator": "fay"}, "co_facilitator"),
        ({"facilitator": "nobody"}, "facilitator"),
        ({"opens_at": -1}, "closes_at"),
        ({"opens_at": 90}, "opens_at"),
    ],
)
async def test_a_plan_that_cannot_be_says_which_field_is_wrong(house, wrong, field):
    for name in ("fay", "cole"):
        await house.employed(name, roles=("peer", "facilitator"))
    if "opens_at" in wrong:
        wrong = {"opens_at": house.clock() + timedelta(days=wrong["opens_at"])}
    with pytest.raises(BadField) as bad:
        await house.planning.plan(ADA, a_plan(**wrong))
    assert bad.value.field == field


async def test_visitors_without_a_visit_see_what_is_open_or_comes_next(house, room):
    (card,) = (await house.viewing.visit(VERA)).rooms
    assert (card.id, card.state, card.near) == (room.id, RoomState.SCHEDULED, True)
    assert (card.taken, card.at_door, card.capacity) == (0, 0, 4)
    assert await house.viewing.rooms() == (card,)


async def test_without_the_ground_rules_nobody_comes_to_the_door(house, room):
    for wrong in ({"consent": False}, {"language": "xx"}):
        with pytest.raises(Refusal) as refused:
            await house.entering.enter_room(VERA, to(room.id, **wrong))
        assert refused.value.code is Code.BAD_PAYLOAD
    assert house.admitted == []


async def test_at_the_door_one_reads_why_and_inside_who_is_there(house, room):
    view = await house.entering.enter_room(VERA, to(room.id))
    assert (view.state, view.room.place, view.company) == (VisitState.AT_DOOR, 1, ())
    assert view.conversation != room.id
    await house.moderator()
    for name in ("fay", "cole"):
        await house.hosting.host_room(await house.ready(name), HostRoom(room=room.id))
    await room.round()
    inside = await house.viewing.visit(VERA)
    assert (inside.state, inside.conversation) == (VisitState.IN_ROOM, room.id)
    assert {(one.role, one.name) for one in inside.company} == {
        (Role.PEER, "Fay"),
        (Role.PEER, "Cole"),
    }
    assert inside.from_seq == inside.last_seq - 1


async def test_coming_again_with_a_visit_changes_nothing(house, room):
    first = await house.entering.enter_room(VERA, to(room.id))
    assert await house.entering.enter_room(VERA, to(room.id)) == first
    assert len(house.admitted) == 1


async def test_a_hand_is_seen_by_those_who_look_after_the_room_and_by_nobody_else(house, room):
    await house.moderator()
    fay = await house.ready("fay")
    await house.hosting.host_room(fay, HostRoom(room=room.id))
    will = Session("will", Role.VISITOR)
    for visitor in (VERA, will):
        await house.entering.enter_room(visitor, to(room.id))
    await room.round()
    before = await house.viewing.visit(will)
    await house.entering.raise_hand(VERA, RaiseHand(up=True))
    assert (await house.viewing.visit(VERA)).room.hand
    assert await house.viewing.visit(will) == before
    (desk,) = (await house.viewing.desks([fay.id]))[fay.id].rooms
    assert [person.hand_at is not None for person in desk.people] == [True, False]


async def test_on_the_desk_of_both_it_stands_before_it_opens_and_tells_nobody_else(house, room):
    fay, pat = await house.ready("fay"), await house.ready("pat")
    (desk,) = (await house.viewing.desks([fay.id]))[fay.id].rooms
    assert (desk.facilitator, desk.co_facilitator, desk.inside) == ("Fay", "Cole", False)
    assert (await house.viewing.desks([pat.id]))[pat.id].rooms == ()


async def test_everybody_in_it_is_told_that_it_is_locked_and_that_it_is_over(house, room):
    await house.moderator()
    fay = await house.ready("fay")
    await house.hosting.host_room(fay, HostRoom(room=room.id))
    await house.entering.enter_room(VERA, to(room.id))
    await room.round()
    await house.hosting.lock_room(fay, LockRoom(room=room.id, on=True))
    await house.hosting.close_room(fay, CloseRoom(room=room.id))
    said = [message.notice for message in house.hints.said if message.conversation == room.id]
    assert said == [Notice.ROOM_HOST, Notice.ROOM_LOCKED, Notice.ROOM_CLOSED]
    assert (await house.viewing.visit(VERA)).state is VisitState.ENDED


async def test_what_is_called_off_is_shown_to_nobody(house, room):
    await house.entering.enter_room(VERA, to(room.id))
    await house.planning.end(ADA, EndRoom(room=room.id))
    assert (await house.planning.show(ADA, ShowRooms())).rooms == ()
    assert (await house.viewing.visit(VERA)).state is VisitState.ENDED
    assert await house.viewing.rooms() == ()


async def test_words_of_a_muted_visitor_are_read_by_those_who_look_after_the_room(house, room):
    await house.moderator()
    fay = await house.ready("fay")
    await house.hosting.host_room(fay, HostRoom(room=room.id))
    will = Session("will", Role.VISITOR)
    for visitor in (VERA, will):
        await house.entering.enter_room(visitor, to(room.id))
    await room.round()
    name = (await house.viewing.visit(VERA)).pseudonym
    await house.facilitating.mute(fay, Mute(room=room.id, member=name, on=True))
    assert (await house.viewing.visit(VERA)).room.muted
    await house.conversing.say(VERA, Say(conversation=room.id, ref="1", text="Only to you"))
    ask = CatchUp(conversation=room.id, after=0)
    read = {
        who.id: (await house.conversing.catch_up(who, ask)).lines[-1] for who in (VERA, will, fay)
    }
    assert [read[who].text for who in ("vera", "will", "fay")] == ["Only to you", "", "Only to you"]
    assert all(line.hushed for line in read.values())


async def test_who_is_muted_is_known_on_the_wall_and_to_no_other_visitor(house, room):
    """Else nobody could let them write again there."""
    mona, fay = await house.moderator(), await house.ready("fay")
    await house.hosting.host_room(fay, HostRoom(room=room.id))
    will = Session("will", Role.VISITOR)
    for visitor in (VERA, will):
        await house.entering.enter_room(visitor, to(room.id))
    await room.round()
    name = (await house.viewing.visit(VERA)).pseudonym
    await house.facilitating.mute(fay, Mute(room=room.id, member=name, on=True))
    cards = (await house.walling.view(mona)).conversations
    (group,) = [one for one in cards if one.id == room.id]
    seen = {one.name: one.standing for one in group.company}
    assert seen[name] is Standing.MUTED
    told = {one.name: one.standing for one in (await house.viewing.visit(will)).company}
    assert told[name] is Standing.SPEAKER


async def test_on_the_wall_a_room_stands_beside_the_conversations_of_those_in_it(house, room):
    mona = await house.moderator()
    await house.hosting.host_room(await house.ready("fay"), HostRoom(room=room.id))
    await house.entering.enter_room(VERA, to(room.id, region="GB"))
    await room.round()
    house.verdict = worrying(Level.L3)
    await house.conversing.say(VERA, Say(conversation=room.id, ref="1", text="I have a plan"))
    wall = await house.walling.view(mona)
    own, group = wall.conversations
    assert own.country.emergency[0] == "999"
    assert group.country is None
    (person,) = group.people
    assert (person.name, person.level) == (own.pseudonym, Level.L3)
    assert person.country.emergency[0] == "999"
    assert (own.kind, own.level, own.state) == (Kind.ONE_TO_ONE, Level.L3, VisitState.IN_ROOM)
    assert (group.kind, group.id, group.level, group.room.taken) == (Kind.ROOM, room.id, 0, 1)
    (flag,) = wall.flags
    assert (flag.conversation, flag.pseudonym) == (own.id, own.pseudonym)
    tail = await house.supervising.read(mona, Read(conversation=room.id))
    assert "I have a plan" in [line.text for line in tail.lines]
    reading = (await house.walling.view(mona)).conversations[1]
    assert (reading.reading, reading.last_seq > 0) == (True, True)


async def test_who_looks_after_a_room_knows_the_country_of_each_and_the_number_from_l3(house, room):
    fay, mona = await house.ready("fay"), await house.moderator()
    await house.hosting.host_room(fay, HostRoom(room=room.id))
    await house.entering.enter_room(VERA, to(room.id, region="GB"))
    await room.round()

    async def seen():
        desk = (await house.viewing.desks([fay.id]))[fay.id].rooms[0].people[0]
        cards = (await house.walling.view(mona)).conversations
        (group,) = [one for one in cards if one.id == room.id]
        return desk.country, group.people[0].country

    at_desk, on_wall = await seen()
    assert (at_desk.code, at_desk.emergency) == ("GB", ())
    assert on_wall is None  # who has not looked, and below L3, need not know it
    await house.supervising.read(mona, Read(conversation=room.id))
    assert (await seen())[1].code == "GB"
    house.verdict = worrying(Level.L3)
    await house.conversing.say(VERA, Say(conversation=room.id, ref="1", text="I have a plan"))
    at_desk, on_wall = await seen()
    assert at_desk == on_wall
    assert at_desk.emergency[0] == "999"
