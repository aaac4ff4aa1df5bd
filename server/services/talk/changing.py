"""A visitor would like somebody else, or does not feel safe with this person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level, Verdict
from server.contract.commands import ChangePeer, ReportPeer
from server.contract.room_commands import ReportInRoom
from server.contract.views import HelpCard
from server.domain.report import in_room, reporting
from server.domain.session import Session
from server.services.ports import Hints, Now, Pairs, Screen
from server.services.rooms.ports import RoomReports


@dataclass(frozen=True, slots=True)
class Changing:
    """What is remarked goes to moderators only, and is screened like anything said."""

    pairs: Pairs
    in_rooms: RoomReports
    hints: Hints
    screen: Screen
    help_card: Callable[[Session, Level], HelpCard]
    clocks: Mapping[Level, timedelta]
    now: Now

    async def change_peer(self, visitor: Session, _: ChangePeer) -> None:
        self.hints.spread(await self.pairs.change(visitor, self.now()))

    async def report_peer(self, visitor: Session, command: ReportPeer) -> None:
        at, verdict = self.now(), self._screened(visitor, command.remark)
        raising = reporting(command.remark, verdict, clocks=self.clocks, at=at)
        self.hints.spread(await self.pairs.report(visitor, raising, verdict.level, at))

    async def report_in_room(self, visitor: Session, command: ReportInRoom) -> None:
        """Nobody in the group is told, those who look after it neither."""
        at, verdict = self.now(), self._screened(visitor, command.remark)
        found = reporting(command.remark, verdict, clocks=self.clocks, at=at)
        raising = in_room(found, command.name)
        wake = await self.in_rooms.report(visitor, command.name, raising, verdict.level, at)
        self.hints.spread(wake)

    def _screened(self, visitor: Session, remark: str) -> Verdict:
        if not remark:
            return Verdict()
        verdict = self.screen(Passage(remark, speaker=Speaker.VISITOR))
        if Action.HELP_CARD in verdict.actions:
            # Before anything that can fail: the card depends on nobody.
            self.hints.help(visitor, self.help_card(visitor, verdict.level))
        return verdict
