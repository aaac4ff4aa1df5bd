"""What a visitor answers afterwards: heard as anything said; thanks reach the peer, late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level, Verdict
from server.contract.commands import Feedback
from server.contract.feedback_requests import FeedbackView, ShowFeedback
from server.contract.views import HelpCard
from server.domain.distress import felt
from server.domain.escalation import Clocks, Decision, decide
from server.domain.ids import StaffId, VisitId
from server.domain.session import Session
from server.domain.staff import StaffMember
from server.domain.thanks import Thanks, thanked
from server.domain.wake import Wake
from server.services.ports import Hints, Now, Screen


class Thankful(Protocol):
    async def answer(
        self, visit: VisitId, asked: Feedback, called_for: Decision, at: datetime
    ) -> Wake: ...
    async def keep(self, visit: VisitId, helped: int | None, words: str, at: datetime) -> None: ...
    async def of_peer(self, peer: StaffId) -> list[Thanks]: ...


@dataclass(frozen=True, slots=True)
class Thanking:
    thanks: Thankful
    hints: Hints
    screen: Screen
    help_card: Callable[[Session, Level], HelpCard]
    clocks: Clocks
    now: Now
    top: int  # of the distress scale

    async def feedback(self, visitor: Session, command: Feedback) -> None:
        """Danger raises a flag here as in the chat: for some this is where they first say it."""
        at, visit = self.now(), VisitId(visitor.id)
        verdict = self._screened(visitor, command.text)
        level = felt(command.distress, self.top)
        called_for = decide(level, verdict, command.text, clocks=self.clocks, at=at)
        self.hints.spread(await self.thanks.answer(visit, command, called_for, at))
        words = command.text if command.share and _may_be_read(verdict) else ""
        await self.thanks.keep(visit, command.helped, words.strip(), at)

    def _screened(self, visitor: Session, text: str) -> Verdict:
        if not text:
            return Verdict()
        verdict = self.screen(Passage(text, speaker=Speaker.VISITOR))
        if Action.HELP_CARD in verdict.actions:
            # Before anything that can fail: the card depends on nobody.
            self.hints.help(visitor, self.help_card(visitor, verdict.level))
        return verdict


def _may_be_read(verdict: Verdict) -> bool:
    """An insult or a danger is no thanks: those are for whoever looks into the conversation."""
    calm = verdict.complete and verdict.level is Level.L0
    return calm and not verdict.actions & (Action.WITHHOLD | Action.FLAG)


@dataclass(frozen=True, slots=True)
class ReadingThanks:
    thanks: Thankful
    now: Now

    async def show(self, who: StaffMember, _: ShowFeedback) -> FeedbackView:
        found = thanked(await self.thanks.of_peer(who.id), self.now())
        no, little, yes = found.helped
        return FeedbackView(answers=found.answers, no=no, little=little, yes=yes, words=found.words)
