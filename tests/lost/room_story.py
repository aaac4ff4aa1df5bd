"""The same in and around a small room, where two peers look after the others."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from server.contract import duty_commands as duty
from server.contract import room_commands as room
from server.domain.room import Room, RoomState
from tests.lost.story import Story, level, peer, visitor
from tests.lost.world import LEADERS, World

GROUP = "group"
HOSTS = World.peers[1:]


class Rooms(World):
    """Pat is a peer outside it; it lasts longer than any story."""

    leaders = (*LEADERS, "rooms")
    rooms = (GROUP,)


async def first_evening_in_a_room(world):
    await world.begins()
    await world.all_come()
    at = world.clock()
    facilitator, co_facilitator = HOSTS
    group = Room(
        id=GROUP,
        topic="loss",
        language="en",
        capacity=3,
        state=RoomState.SCHEDULED,
        opens_at=at,
        closes_at=at + timedelta(hours=4),
        facilitator=facilitator,
        co_facilitator=co_facilitator,
    )
    await world.webs[0].house.rooms.plan(group, "mona", at)
    for name in ("mona", *world.peers):
        assert await world.ask(name, duty.GoReady())
    for name in HOSTS:
        assert await world.ask(name, room.HostRoom(room=GROUP))
    for name in world.visitors[:3]:
        assert await world.ask(name, entering())
    await world.worker.leads(world.leaders)
    await world.settles()
    await world.remembers()


def entering():
    return room.EnterRoom(room=GROUP, consent=True, language="en")


class RoomStory(Story):
    @rule(name=visitor)
    def somebody_comes_to_the_door(self, name):
        self._asks(name, entering())

    @rule(name=visitor, level=level)
    def a_visitor_writes_to_the_group(self, name, level):
        self.run(self.world.writes(name, GROUP, level))

    @rule(name=visitor, level=level)
    def a_visitor_writes_to_the_group_again(self, name, level):
        self.run(self.world.writes(name, GROUP, level))

    @rule(name=st.sampled_from(HOSTS))
    def a_host_writes_to_the_group(self, name):
        self.run(self.world.writes(name, GROUP))

    @rule(name=visitor, up=st.booleans())
    def a_hand_goes_up_or_down(self, name, up):
        self._asks(name, room.RaiseHand(up=up))

    @rule(name=visitor)
    def a_visitor_goes_back_to_the_group(self, name):
        self._asks(name, room.GoBack())

    @rule(name=visitor)
    def a_visitor_would_rather_talk_with_one(self, name):
        self.world.check.begun.pop(name, None)  # the wait begins anew
        self._asks(name, room.TalkAlone())

    @rule(name=peer)
    def a_host_comes_in(self, name):
        self._asks(name, room.HostRoom(room=GROUP))

    @rule(name=st.sampled_from(HOSTS), on=st.booleans())
    def a_host_locks_it(self, name, on):
        self._asks(name, room.LockRoom(room=GROUP, on=on))

    @rule(name=st.sampled_from(HOSTS))
    def a_host_steps_out(self, name):
        self._asks(name, room.LeaveRoom(room=GROUP))

    @rule(
        name=peer, whom=visitor, kind=st.sampled_from((room.TakeAside, room.BringBack, room.Mute))
    )
    def a_host_does_something_about_somebody(self, name, whom, kind):
        self.run(self._about(name, whom, kind))

    async def _about(self, name, whom, kind):
        if visit := (await self.world.truth()).visits.get(whom):
            more = {"on": True} if kind is room.Mute else {}
            await self.world.ask(name, kind(room=GROUP, member=visit.pseudonym, **more))
