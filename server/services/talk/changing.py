"""A visitor would like somebody else, or does not feel safe with this person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level, Verdict
from server.contract.commands import ChangePeer, ReportPeer
from server.contract.views import HelpCard
from server.domain.report import reporting
from server.domain.session import Session
from server.services.ports import Hints, Now, Pairs, Screen


@dataclass(frozen=True, slots=True)
class Changing:
    """What is remarked goes to moderators only, and is screened like anything said."""

    pairs: Pairs
    hints: Hints
    screen: Screen
    help_card: Callable[[Session, Level], HelpCard]
    clocks: Mapping[Level, timedelta]
    now: Now

    async def change_peer(self, visitor: Session, _: ChangePeer) -> None:
        self.hints.spread(await self.pairs.change(visitor, self.now()))

    async def report_peer(self, visitor: Session, command: ReportPeer) -> None:
        at, verdict = self.now(), self._screened(command.remark)
        if Action.HELP_CARD in verdict.actions:
            # Before anything that can fail: the card depends on nobody.
            self.hints.help(visitor, self.help_card(visitor, verdict.level))
        raising = reporting(command.remark, verdict, clocks=self.clocks, at=at)
        self.hints.spread(await self.pairs.report(visitor, raising, verdict.level, at))

    def _screened(self, remark: str) -> Verdict:
        return self.screen(Passage(remark, speaker=Speaker.VISITOR)) if remark else Verdict()
