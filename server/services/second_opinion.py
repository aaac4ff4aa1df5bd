"""The deep model reads what the screen sends it; it may raise, flag or hold back, never calm."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from moderation.models.port import Model, Scores, State, Unscored
from moderation.models.thresholds import findings
from moderation.passage import Passage
from moderation.policy import Policy
from moderation.verdict import Finding, Level, Verdict
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
    async def settle(
        self, fence: Any, message: Message, opinion: Opinion, at: datetime
    ) -> Wake | None:
        """None where it was settled or deleted before."""


@dataclass(slots=True)
class SecondOpinion:
    """While the model gives no scores the messages go on waiting; its state is shown."""

    opinions: Opinions
    model: Model
    policy: Policy
    hints: Hints
    clocks: Mapping[Level, timedelta]
    now: Now
    _told: State | None = None

    def states(self) -> Mapping[str, str]:
        return {self.model.name: self.model.state.value}

    async def round(self, fence: object) -> bool:
        """One batch, the oldest first. True: there may be more. Raises LeaseLost."""
        if self.model.state is State.ABSENT:
            return self._unscored(State.ABSENT)
        waiting = await self.opinions.pending(BATCH)
        if not waiting:
            return False
        passages = [Passage(m.text, before, SPEAKERS[m.role]) for m, before in waiting]
        try:
            scored = await asyncio.to_thread(self.model.score, passages)
        except Unscored as unscored:
            return self._unscored(unscored.state)
        self._told = None
        for (message, _before), passage, scores in zip(waiting, passages, scored, strict=True):
            await self._settle(fence, message, passage, scores)
        return True

    def _unscored(self, state: State) -> bool:
        """Said once, not with every round."""
        if state is not self._told:
            self._told = state
            log.warning("not scored", check=self.model.name, state=state.value)
        return False

    async def _settle(
        self, fence: object, message: Message, passage: Passage, scores: Scores
    ) -> None:
        found = tuple(findings(self.model.name, passage, scores, self.policy.thresholds))
        at = self.now()
        opinion = self._opinion(message, passage, found, at)
        wake = await self.opinions.settle(fence, message, opinion, at)
        if wake is None:
            return
        self.hints.spread(wake)
        if found:
            self.hints.noticed(message.conversation, message.seq, notes(found))
        if opinion.withhold:
            self.hints.retracted(message.conversation, message.seq)

    def _opinion(
        self, message: Message, passage: Passage, found: tuple[Finding, ...], at: datetime
    ) -> Opinion:
        """Over both opinions together, so that a crisis found by either vetoes silence."""
        together = (*message.findings, *found)
        verdict = Verdict(
            findings=found,
            actions=self.policy.actions(together, passage.speaker, complete=True),
            level=self.policy.level(together, passage.speaker),
        )
        decision = decide(verdict.level, verdict, message.text, clocks=self.clocks, at=at)
        late = decision.withheld and not message.withheld
        raising = decision.raising if found else None
        return Opinion(found, verdict.level, late, raising)
