"""Somebody in danger in a room never waits there for the co-facilitator to be free."""

import pytest

from moderation.verdict import Level
from server.domain.message import Notice
from server.domain.refusal import Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from tests.stores.line import KEPT, notices
from tests.stores.rooming import Rooming

PAT = Session("pat", Role.PEER, "Pat")


@pytest.fixture
def room(line):
    return Rooming(line)


def said(wakes):
    return [notice for wake in wakes for notice in notices(wake)]


async def one_is_with_cole(line, room, *others):
    """Vera is in danger, and the co-facilitator talks with her alone."""
    came = await room.opened("vera", *others)
    await line.worries(came[2], room.id, level=Level.L3)
    await room.round()
    assert await line.inside("talk-vera") == {"vera", "cole"}
    return came


async def second_in_danger(line, room, *free):
    """Will is too; these peers are ready outside the room."""
    fay, cole, vera, will = await one_is_with_cole(line, room, "will")
    for name in free:
        await line.ready(name)
    await line.worries(will, room.id, level=Level.L3)
    return fay, cole, vera, will


async def test_the_second_in_danger_is_with_the_facilitator_where_no_peer_is_free(line, room):
    await second_in_danger(line, room)
    assert said(await room.round()) == [Notice.ROOM_LEFT, Notice.ALONE]
    assert await line.inside("talk-will") == {"will", "fay"}


async def test_the_second_in_danger_goes_to_the_head_of_the_queue_where_a_peer_is_free(line, room):
    _, _, _, will = await second_in_danger(line, room, "pat")
    zoe = await line.visitor("zoe")
    assert said(await room.round()) == [Notice.ROOM_LEFT, Notice.ALONE_SOON]
    view = await line.view(will)
    assert (view.place, view.talk.visit.state) == (1, VisitState.WAITING)
    assert (await line.view(zoe)).place == 2
    (pairing,) = await line.round()
    assert (pairing.visit, pairing.peer) == ("will", "pat")
    assert await room.inside() == {"fay", "cole"}  # fay stays with the group


async def test_who_waits_at_the_head_goes_to_the_co_facilitator_as_soon_as_she_is_free(line, room):
    _, _, vera, _ = await second_in_danger(line, room, "pat")
    await room.round()
    assert await room.round() == []
    await line.room_asides.go_back(vera, line.clock())
    assert said(await room.round()) == [Notice.ALONE]
    assert await line.inside("talk-will") == {"will", "cole"}


async def test_whom_no_peer_answers_in_time_is_with_the_facilitator(line, room):
    """The peer is offered to them again and again, and does nothing."""
    fay, cole, vera, will = await second_in_danger(line, room, "pat")
    await room.round()
    await line.round()
    assert (await line.view(will)).talk.visit.state is VisitState.OFFERED
    line.clock.passes(seconds=19)
    assert await room.round() == []
    line.clock.passes(seconds=12)
    await line.seen(fay, cole, vera, will, PAT, await line.moderator())
    assert said(await room.round()) == [Notice.ALONE]
    assert await line.inside("talk-will") == {"will", "fay"}
    assert await line.offer_of(PAT) is None


async def test_with_both_of_them_busy_the_third_is_first_in_line(line, room):
    came = await one_is_with_cole(line, room, "will", "xena")
    await line.worries(came[3], room.id, level=Level.L3)
    await room.round()
    await line.worries(came[4], room.id, level=Level.L2)
    assert said(await room.round()) == [Notice.ROOM_LEFT, Notice.ALONE_SOON]
    assert (await line.view(came[4])).place == 1
    assert await room.round() == []


async def test_a_host_whose_line_is_down_is_waited_for_by_nobody(line, room):
    fay, _, vera = await room.opened("vera")
    line.clock.passes(seconds=25)
    await line.seen(fay, vera, await line.moderator())
    await line.worries(vera, room.id, level=Level.L3)
    await room.round()
    assert await line.inside("talk-vera") == {"vera", "fay"}


async def test_who_waits_at_the_head_may_go_back_to_the_group(line, room):
    _, _, _, will = await second_in_danger(line, room, "pat")
    await room.round()
    await line.round()
    wake = await line.room_asides.go_back(will, line.clock())
    assert notices(wake) == [Notice.ROOM_ENTERED]
    assert "will" in await room.inside()
    assert await line.offer_of(PAT) is None
    assert await room.round() == []  # the same worry does not lift them again


async def test_when_the_peer_steps_aside_the_place_in_the_group_is_kept_still(line, room):
    _, cole, vera, *_ = await one_is_with_cole(line, room, "will")
    await line.step_aside(cole, "talk-vera")
    assert (await line.view(vera)).place == 1
    assert said(await room.round()) == [Notice.ALONE]  # with the other one, never with cole
    assert await line.inside("talk-vera") == {"vera", "fay"}
    await line.room_asides.go_back(vera, line.clock())
    assert "vera" in await room.inside()


async def test_who_is_answered_by_a_peer_from_outside_gives_up_the_place(line, room):
    _, _, _, will = await second_in_danger(line, room, "pat")
    await room.round()
    await line.round()
    await line.desks.accept(PAT, await line.offer_of(PAT), line.clock())
    assert "will" not in await room.states()
    with pytest.raises(Refusal):
        await line.room_asides.go_back(will, line.clock())
    assert await room.round() == []


async def test_the_place_of_who_waits_at_the_head_is_given_to_nobody(line, room):
    came = await one_is_with_cole(line, room, "will", "xena")
    await line.ready("pat")
    await line.worries(came[3], room.id, level=Level.L3)
    await room.round()
    await room.knock("yuri")
    await room.round()
    assert (await room.states())["yuri"] is VisitState.AT_DOOR


async def test_closing_the_room_leaves_who_waits_at_the_head_there(line, room):
    fay, _, _, will = await second_in_danger(line, room, "pat")
    await room.round()
    await room.end(fay)
    assert (await line.view(will)).talk.visit.state is VisitState.WAITING
    assert await room.states() == {}


async def test_who_is_at_the_head_and_gone_for_too_long_gives_up_the_seat(line, room):
    fay, cole, vera, will = await second_in_danger(line, room, "pat")
    await room.round()
    line.clock.passes(seconds=KEPT.worried.total_seconds() + 1)
    await line.seen(fay, cole, vera, await line.moderator())
    await line.round()
    assert (await line.view(will)).talk.visit.state is VisitState.LAPSED
    assert "will" not in await room.states()
