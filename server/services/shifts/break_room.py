"""Those on shift talk among themselves: screened like every message, and kept for half a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level
from server.contract.break_room_requests import (
    BreakRoomView,
    RemarkCard,
    Remarked,
    SayInBreakRoom,
    ShowBreakRoom,
)
from server.domain.break_room import Remark
from server.domain.ids import StaffId
from server.domain.staff import StaffMember
from server.services.ports import Now, Screen


class Remarks(Protocol):
    async def say(self, by: StaffId, ref: str, text: str, at: datetime) -> None: ...
    async def read(self, by: StaffId, at: datetime) -> list[Remark]: ...


@dataclass(frozen=True, slots=True)
class BreakRoom:
    remarks: Remarks
    screen: Screen
    pace: Callable[[str], None]
    now: Now

    async def show(self, who: StaffMember, _: ShowBreakRoom) -> BreakRoomView:
        return BreakRoomView(
            remarks=tuple(
                RemarkCard(id=one.id, by=one.name, mine=one.by == who.id, text=one.text, at=one.at)
                for one in await self.remarks.read(who.id, self.now())
            )
        )

    async def say(self, who: StaffMember, asked: SayInBreakRoom) -> Remarked:
        """What sounds of danger is passed on: the others are who can help."""
        self.pace(who.id)
        verdict = self.screen(Passage(asked.text, speaker=Speaker.PEER))
        heavy = verdict.level is not Level.L0
        kept = heavy or Action.WITHHOLD not in verdict.actions
        if kept:
            await self.remarks.say(who.id, asked.ref, asked.text, self.now())
        return Remarked(kept=kept, care=heavy)
