"""What those do who look after a room about one of its visitors."""

from dataclasses import dataclass

from server.contract.room_commands import BringBack, LowerHand, Mute, RemoveMember, TakeAside
from server.domain.session import Session
from server.services.ports import Hints, Now
from server.services.rooms.ports import Asides, Members


@dataclass(frozen=True, slots=True)
class Facilitating:
    members: Members
    asides: Asides
    hints: Hints
    now: Now

    async def take_aside(self, peer: Session, command: TakeAside) -> None:
        at = self.now()
        for wake in await self.asides.take(peer, command.room, command.member, at):
            self.hints.spread(wake)

    async def bring_back(self, peer: Session, command: BringBack) -> None:
        wake = await self.asides.bring_back(peer, command.room, command.member, self.now())
        self.hints.spread(wake)

    async def mute(self, peer: Session, command: Mute) -> None:
        at, on = self.now(), command.on
        wake = await self.members.mute(peer, command.room, command.member, at, on=on)
        self.hints.spread(wake)

    async def remove_member(self, peer: Session, command: RemoveMember) -> None:
        wake = await self.members.remove(peer, command.room, command.member, self.now())
        self.hints.spread(wake)

    async def lower_hand(self, peer: Session, command: LowerHand) -> None:
        self.hints.spread(await self.members.lower_hand(peer, command.room, command.member))
