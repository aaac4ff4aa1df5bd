"""Two peers look after a room: they open it, keep it safe and bring it to its end."""

from dataclasses import dataclass
from datetime import timedelta

from server.contract.room_commands import (
    CloseRoom,
    HostRoom,
    LastRound,
    LeaveRoom,
    LockRoom,
    SlowRoom,
)
from server.domain.session import Session
from server.services.ports import Hints, Now
from server.services.rooms.ports import Hosts, Rooms


@dataclass(frozen=True, slots=True)
class Hosting:
    """`away` counts as not there."""

    hosts: Hosts
    rooms: Rooms
    hints: Hints
    now: Now
    away: timedelta

    async def host_room(self, peer: Session, command: HostRoom) -> None:
        at = self.now()
        self.hints.spread(await self.hosts.host(peer, command.room, at, at - self.away))

    async def leave_room(self, peer: Session, command: LeaveRoom) -> None:
        self.hints.spread(await self.hosts.step_out(peer, command.room, self.now()))

    async def lock_room(self, peer: Session, command: LockRoom) -> None:
        wake = await self.hosts.lock(peer, command.room, self.now(), on=command.on)
        self.hints.spread(wake)

    async def slow_room(self, peer: Session, command: SlowRoom) -> None:
        wake = await self.hosts.slow(peer, command.room, command.seconds, self.now())
        self.hints.spread(wake)

    async def last_round(self, peer: Session, command: LastRound) -> None:
        self.hints.spread(await self.hosts.last_round(peer, command.room, self.now()))

    async def close_room(self, by: Session, command: CloseRoom) -> None:
        for wake in await self.rooms.end(by, command.room, self.now()):
            self.hints.spread(wake)
