"""The safety plan, written by both; what stands in it is read by the screen like anything said."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from moderation.passage import Passage
from moderation.verdict import Action, Level, Verdict
from server.contract.care_commands import WritePlan
from server.contract.care_views import PlanCard, PlanEntry
from server.contract.events import Receipt
from server.contract.views import HelpCard
from server.domain.escalation import decide
from server.domain.ids import ConversationId
from server.domain.safety_plan import PlanLine, PlanWriting
from server.domain.session import Role, Session
from server.services.ports import Hints, Now, SafetyPlans, Screen
from server.services.talk.conversing import SPEAKERS


@dataclass(frozen=True, slots=True)
class SafetyPlanning:
    plans: SafetyPlans
    hints: Hints
    screen: Screen
    help_card: Callable[[Session, Level], HelpCard]
    clocks: Mapping[Level, timedelta]
    now: Now

    async def write_plan(self, writer: Session, command: WritePlan) -> Receipt:
        at, verdict = self.now(), self._screened(writer, command.text)
        if writer.role is Role.VISITOR and Action.HELP_CARD in verdict.actions:
            # Before anything that can fail: the card depends on nobody.
            self.hints.help(writer, self.help_card(writer, verdict.level))
        writing = PlanWriting(
            conversation=ConversationId(command.conversation),
            writer=writer,
            step=command.step,
            ref=command.ref,
            text=command.text,
            decision=decide(Level.L0, verdict, command.text, clocks=self.clocks, at=at),
            at=at,
        )
        seq, wake = await self.plans.write(writing)
        self.hints.spread(wake)
        return Receipt(seq=seq, at=at, withheld=False)

    def _screened(self, writer: Session, text: str) -> Verdict:
        return self.screen(Passage(text, speaker=SPEAKERS[writer.role])) if text else Verdict()


def plan_card(lines: Iterable[PlanLine]) -> PlanCard | None:
    """None where nobody has written anything yet."""
    entries = tuple(
        PlanEntry(step=line.step, text=line.text, role=line.role, name=line.name, seq=line.seq)
        for line in lines
    )
    return PlanCard(entries=entries) if entries else None
