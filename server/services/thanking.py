"""What a visitor answers afterwards reaches the peer: late, in batches, words if allowed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Level
from server.contract.commands import Feedback
from server.contract.feedback_requests import FeedbackView, ShowFeedback
from server.domain.ids import StaffId, VisitId
from server.domain.session import Session
from server.domain.staff import StaffMember
from server.domain.thanks import Thanks, thanked
from server.services.ports import Now, Screen


class Thankful(Protocol):
    async def keep(self, visit: VisitId, helped: int | None, words: str, at: datetime) -> None: ...
    async def of_peer(self, peer: StaffId) -> list[Thanks]: ...


@dataclass(frozen=True, slots=True)
class Thanking:
    """`kept` keeps it with the conversation, whatever becomes of it here."""

    kept: Callable[[Session, Feedback], Awaitable[None]]
    thanks: Thankful
    screen: Screen
    now: Now

    async def feedback(self, visitor: Session, command: Feedback) -> None:
        await self.kept(visitor, command)
        words = command.text.strip() if command.share and self._may_be_read(command.text) else ""
        await self.thanks.keep(VisitId(visitor.id), command.helped, words, self.now())

    def _may_be_read(self, text: str) -> bool:
        """An insult or a danger is no thanks: those are for whoever looks into the conversation."""
        verdict = self.screen(Passage(text, speaker=Speaker.VISITOR))
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
