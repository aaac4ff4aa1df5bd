"""The deep model reads what the screen sends it; it may raise, flag or hold back, never calm."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from moderation.models.port import Model, Scores, Unscored
from moderation.models.thresholds import findings
from moderation.passage import Passage
from moderation.policy import Policy
from moderation.verdict import Action, Finding, Level, Verdict
from server.domain.escalation import decide
from server.domain.message import Message
from server.domain.opinion import Opinion
from server.domain.wake import Wake
from server.services.conversing import SPEAKERS
from server.services.lines import notes
from server.services.ports import Hints, Now

BATCH = 16  # messages; larger ones are slower on a processor (measured)

log = structlog.get_logger(__name__)


class Opinions(Protocol):
    async def pending(self, most: int) -> list[tuple[Message, str]]: ...
    async def settle(self, message: Message, opinion: Opinion, at: datetime) -> Wake: ...


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """While the model gives no scores the messages go on waiting; its state is shown."""

    opinions: Opinions
    model: Model
    policy: Policy
    hints: Hints
    clocks: Mapping[Level, timedelta]
    now: Now

    def states(self) -> Mapping[str, str]:
        return {self.model.name: self.model.state.value}

    async def round(self, _: object) -> None:
        """Everything that waits, batch by batch."""
        while waiting := await self.opinions.pending(BATCH):
            passages = [Passage(m.text, before, SPEAKERS[m.role]) for m, before in waiting]
            try:
                scored = await asyncio.to_thread(self.model.score, passages)
            except Unscored as unscored:
                log.warning("not scored", check=self.model.name, state=unscored.state.value)
                return
            for (message, _before), passage, scores in zip(waiting, passages, scored, strict=True):
                await self._settle(message, passage, scores)

    async def _settle(self, message: Message, passage: Passage, scores: Scores) -> None:
        found = tuple(findings(self.model.name, passage, scores, self.policy.thresholds))
        verdict = self._verdict(message, passage, found)
        at = self.now()
        decision = decide(verdict.level, verdict, message.text, clocks=self.clocks, at=at)
        late = Action.WITHHOLD in verdict.actions and not message.withheld
        opinion = Opinion(found, verdict.level, late, decision.raising if found else None)
        self.hints.spread(await self.opinions.settle(message, opinion, at))
        if found:
            self.hints.noticed(message.conversation, message.seq, notes(found))
        if late:
            self.hints.retracted(message.conversation, message.seq)

    def _verdict(self, message: Message, passage: Passage, found: tuple[Finding, ...]) -> Verdict:
        """Over both opinions together, so that a crisis found by either vetoes silence."""
        together = (*message.findings, *found)
        return Verdict(
            findings=found,
            actions=self.policy.actions(together, passage.speaker, complete=True),
            level=self.policy.level(together, passage.speaker),
        )
