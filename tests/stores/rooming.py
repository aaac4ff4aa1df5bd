"""Rooms for the tests of the stores: planned, opened, and with people in them."""

from datetime import timedelta

from sqlalchemy import select

from server.domain.ids import ConversationId, RoomId
from server.domain.room import Room, RoomState
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.stores.tables.core import visits
from server.stores.tables.rooms import rooms, seats


class Rooming:
    """Over a line: what happens in and around its rooms."""

    def __init__(self, line, room="group"):
        self.line = line
        self.id = room

    @property
    def at(self):
        return self.line.clock()

    async def planned(self, capacity=3, ahead=timedelta(), **more):
        """With fay and cole, who may look after it."""
        line = self.line
        for name in ("fay", "cole"):
            await line.employed(name, roles=("peer", "facilitator"))
        room = Room(
            id=RoomId(ConversationId(self.id)),
            topic="loss",
            language="en",
            capacity=capacity,
            state=RoomState.SCHEDULED,
            opens_at=self.at + ahead,
            closes_at=self.at + ahead + timedelta(hours=1),
            **{"facilitator": "fay", "co_facilitator": "cole", **more},
        )
        return await line.rooms.plan(room, "mona", self.at)

    async def opened(self, *visitors, capacity=3):
        """With both of them in it, a moderator on duty, and these visitors."""
        await self.planned(capacity)
        await self.line.moderator()
        hosts = [await self.host("fay"), await self.host("cole")]
        came = [await self.knock(name) for name in visitors]
        await self.round()
        return [*hosts, *came]

    async def host(self, name):
        peer = await self.line.ready(name)
        await self.comes(peer)
        return peer

    async def comes(self, peer):
        return await self.line.room_hosts.host(peer, self.id, self.at, self.line.seen_since)

    async def knock(self, name, number=7):
        visit = self.line.visit(name, f"talk-{name}", state=VisitState.AT_DOOR)
        await self.line.room_seats.knock(visit, self.id, number, self.line.seen_since)
        return Session(name, Role.VISITOR)

    async def round(self):
        fence = await self.line.lead("rooms")
        return await self.line.room_clock.round(fence, self.at, self.line.seen_since)

    async def end(self, by):
        return await self.line.rooms.end(by, self.id, self.at)

    async def states(self):
        """The state of each visit that has a seat."""
        wanted = select(visits.c.id, visits.c.state).join(seats, seats.c.visit == visits.c.id)
        here = wanted.where(seats.c.room == self.id, seats.c.ended_at.is_(None))
        async with self.line.db.read() as tx:
            return {row.id: VisitState(row.state) for row in await tx.execute(here)}

    async def state(self):
        async with self.line.db.read() as tx:
            found = await tx.scalar(select(rooms.c.state).where(rooms.c.id == self.id))
            return RoomState(found)

    async def inside(self):
        return await self.line.inside(self.id)
