"""Whatever people do in a room, in any order: nobody is in two places, nobody hears what is not
theirs, no number is missing."""

import asyncio
from contextlib import suppress

import pytest

from moderation.verdict import Level
from server.domain.lifecycle import StepNotAllowed
from server.domain.opening import Doorway
from server.domain.refusal import Refusal
from server.domain.room import RoomState
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from tests.stores.rooming import Rooming

STEPS = 60
NAMES = ("vera", "will", "xena", "yuri", "zoe")


class Walk:
    """`heard` is what each of them was told in the room, by number, as their page would have it."""

    def __init__(self, line, chance):
        self.line, self.chance, self.room = line, chance, Rooming(line)
        self.known = []
        self.was_inside = {}  # who was in the room when each number was given

    async def begins(self):
        await self.room.opened(capacity=3)
        self.hosts = [Session(name, Role.PEER, name.title()) for name in ("fay", "cole")]

    async def steps(self):
        here = (self.knocks, self.speaks, self.speaks, self.worries, self.leaves, self.goes_back)
        about = (self.mutes, self.taken_out, self.taken_aside, self.alone, self.locks)
        act = self.chance.choice((*here, *about, self.room.round))
        with suppress(Refusal, StepNotAllowed):
            await act()

    @property
    def somebody(self):
        return Session(self.chance.choice(self.known or ["nobody"]), Role.VISITOR)

    async def named(self):
        view = await self.line.view(self.somebody)
        return view.talk.visit.pseudonym if view else "Nobody"

    async def knocks(self):
        fresh = [name for name in NAMES if name not in self.known]
        if fresh:
            await self.room.knock(fresh[0])
            self.known.append(fresh[0])

    async def speaks(self):
        inside = await self.room.inside()
        who = self.chance.choice([*self.hosts, self.somebody])
        kept = await self.line.say(who, self.room.id, f"said by {who.id}")
        assert who.id in inside
        self.was_inside[kept.message.seq] = inside

    async def worries(self):
        who = self.somebody
        await self.line.worries(who, self.room.id, level=self.chance.choice(list(Level)[1:]))

    async def leaves(self):
        await self.line.visits.leave(self.somebody.id, self.line.clock())

    async def goes_back(self):
        await self.line.room_asides.go_back(self.somebody, self.line.clock())

    async def mutes(self):
        on = self.chance.random() < 0.5
        await self.line.room_members.mute(
            self.hosts[0], self.room.id, await self.named(), self.line.clock(), on=on
        )

    async def taken_out(self):
        at = self.line.clock()
        await self.line.room_members.remove(self.hosts[1], self.room.id, await self.named(), at)

    async def taken_aside(self):
        at = self.line.clock()
        host = self.chance.choice(self.hosts)
        await self.line.room_asides.take(host, self.room.id, await self.named(), at)

    async def alone(self):
        doorway = Doorway(9, self.line.seen_since)
        await self.line.room_seats.talk_alone(self.somebody, self.line.clock(), doorway)

    async def locks(self):
        on = self.chance.random() < 0.5
        await self.line.room_hosts.lock(self.hosts[0], self.room.id, self.line.clock(), on=on)

    async def holds(self):
        states, inside = await self.room.states(), await self.room.inside()
        seated = {name for name, state in states.items() if state is VisitState.IN_ROOM}
        assert inside - {"fay", "cole"} == seated
        aside = {name for name, state in states.items() if state is VisitState.TALKING}
        assert len(seated | aside) <= 3
        for name in self.known:
            await self.hears_only_what_is_theirs(name, inside)
        assert await self.line.seqs(self.room.id) == list(range(1, await self.last() + 1))

    async def hears_only_what_is_theirs(self, name, inside):
        try:
            tail = await self.line.talks.tail(name, self.room.id, 0, 1000)
        except Refusal:
            assert name not in inside
            return
        assert name in inside
        theirs = [m.seq for m in tail]
        assert theirs == list(range(theirs[0], theirs[-1] + 1)) if theirs else True
        for seq in set(theirs) & self.was_inside.keys():
            assert name in self.was_inside[seq], (name, seq)

    async def last(self):
        return (await self.line.talk_row(self.room.id)).last_seq


@pytest.mark.timeout(120)
async def test_in_any_order_nobody_hears_what_is_not_theirs(line, chance):
    walk = Walk(line, chance)
    await walk.begins()
    for _ in range(STEPS):
        await walk.steps()
        await walk.holds()
    done = await walk.room.end(walk.hosts[0])
    assert done
    assert await walk.room.state() is RoomState.CLOSED
    assert await walk.room.inside() == set()
    assert await walk.room.states() == {}


async def test_entering_leaving_and_closing_at_once_leaves_nobody_half_in_it(line, chance):
    walk = Walk(line, chance)
    await walk.begins()
    for name in NAMES:
        await walk.room.knock(name)
        walk.known.append(name)
    at = line.clock()
    acts = [walk.room.round(), *(line.visits.leave(name, at) for name in NAMES[:2])]
    acts += [walk.room.end(walk.hosts[0]), walk.room.round()]
    chance.shuffle(acts)
    await asyncio.gather(*acts, return_exceptions=True)
    await walk.room.round()
    assert await walk.room.inside() == set()
    for name in NAMES:
        state = (await line.view(Session(name, Role.VISITOR))).talk.visit.state
        assert state in (VisitState.ENDED, VisitState.LEFT), name
