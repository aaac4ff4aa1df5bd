"""Models read what was said once more; they may raise, flag or hold back, never calm."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from moderation.models.port import Model, State, Unscored
from moderation.models.thresholds import findings
from moderation.passage import Passage, Speaker
from moderation.policy import Policy, Threshold
from moderation.verdict import Action, Finding, Level, Verdict
from server.domain.escalation import decide
from server.domain.message import Message
from server.domain.opinion import Opinion, Turn
from server.domain.wake import Wake
from server.services.ports import Hints, Now
from server.services.talk.conversing import SPEAKERS
from server.services.talk.lines import notes

BATCH = 16  # messages; larger ones are slower on a processor (measured)

Found = tuple[Finding, ...]
Pending = tuple[Message, str]
Formed = tuple[Message, Opinion]

log = structlog.get_logger(__name__)


class Opinions(Protocol):
    async def pending(self, turn: Turn, most: int, *, alone: bool = False) -> list[Pending]: ...
    async def in_danger(self, talks: Collection[str]) -> Collection[str]: ...
    async def settle(self, fence: Any, formed: Sequence[Formed], at: datetime) -> list[Wake | None]:
        """All of them or none. None where nothing is new, or it was settled or deleted before."""
        ...


class Asked(Protocol):
    """A model that is asked what it finds; the small encoder is one."""

    @property
    def name(self) -> str: ...

    @property
    def state(self) -> State: ...

    def find(self, passages: Sequence[Passage], known: Sequence[Found]) -> Sequence[Found]:
        """One for each passage, in order, after what is `known` of it. Raises only Unscored."""
        ...


@dataclass(frozen=True, slots=True)
class Scoring:
    """A model that only scores: the policy's table says what its scores mean."""

    model: Model
    thresholds: Sequence[Threshold]

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def state(self) -> State:
        return self.model.state

    def find(self, passages: Sequence[Passage], _: Sequence[Found]) -> list[Found]:
        scored = zip(passages, self.model.score(passages), strict=True)
        return [tuple(findings(self.name, one, its, self.thresholds)) for one, its in scored]


@dataclass(slots=True)
class SecondOpinion:
    """One model's turn. While it says nothing the messages go on waiting; its state is shown.

    `before` is whose turn comes first: not waited for while it can't be asked.
    """

    opinions: Opinions
    turn: Turn
    model: Asked
    policy: Policy
    hints: Hints
    clocks: Mapping[Level, timedelta]
    now: Now
    before: Asked | None = None
    _told: State | None = None

    def states(self) -> Mapping[str, str]:
        return {self.model.name: self.model.state.value}

    async def round(self, fence: object) -> bool:
        """One batch, the oldest first. True: there may be more. Raises LeaseLost."""
        if self.model.state is State.ABSENT:
            return self._unscored(State.ABSENT)
        alone = self.before is None or self.before.state is not State.READY
        waiting = await self.opinions.pending(self.turn, BATCH, alone=alone)
        if not waiting:
            return False
        passages = [Passage(m.text, before, SPEAKERS[m.role]) for m, before in waiting]
        try:
            known = [message.findings for message, _ in waiting]
            found = await asyncio.to_thread(self.model.find, passages, known)
        except Unscored as unscored:
            return self._unscored(unscored.state)
        self._told = None
        await self._settle(fence, [message for message, _ in waiting], found)
        return True

    def _unscored(self, state: State) -> bool:
        """Said once, not with every round."""
        if state is not self._told:
            self._told = state
            log.warning("not scored", check=self.model.name, state=state.value)
        return False

    async def _settle(self, fence: object, each: Sequence[Message], found: Sequence[Found]) -> None:
        at = self.now()
        heard = {one.conversation for one, its in zip(each, found, strict=True) if its}
        worried = await self.opinions.in_danger(heard) if heard else ()
        opinions = [
            self._opinion(one, its, at, after_danger=one.conversation in worried)
            for one, its in zip(each, found, strict=True)
        ]
        await self._keep(fence, list(zip(each, opinions, strict=True)), at)

    async def _keep(self, fence: object, formed: Sequence[Formed], at: datetime) -> None:
        """One that can't be kept must not take its neighbours down: then each alone.

        Two that can't are a store that is away.
        """
        try:
            await self._tell(fence, formed, at)
        except Exception as error:  # whatever it is, the others must be heard of
            if len(formed) == 1:
                raise
            log.warning("opinions not kept together", reason=type(error).__name__)
        else:
            return
        failed: Exception | None = None
        for one in formed:
            try:
                await self._tell(fence, [one], at)
            except Exception as error:  # the same
                if failed:
                    raise
                failed = error
        if failed:
            raise failed

    async def _tell(self, fence: object, formed: Sequence[Formed], at: datetime) -> None:
        wakes = await self.opinions.settle(fence, formed, at)
        for (message, opinion), wake in zip(formed, wakes, strict=True):
            if wake is None:
                continue
            self.hints.spread(wake)
            if opinion.findings:
                self.hints.noticed(message.conversation, message.seq, notes(opinion.findings))
            if opinion.withhold:
                self.hints.retracted(message.conversation, message.seq)

    def _opinion(
        self, message: Message, found: Found, at: datetime, *, after_danger: bool
    ) -> Opinion:
        """Over both opinions together, so that a crisis found by either vetoes silence."""
        new = news(message.findings, found)
        speaker = SPEAKERS[message.role]
        before = self.policy.actions(message.findings, speaker, complete=True)
        after = self.policy.actions(
            (*message.findings, *new),
            speaker,
            complete=True,
            after_danger=after_danger and speaker is Speaker.VISITOR,
        )
        level = self.policy.level(new, speaker)
        decision = decide(
            level, Verdict(new, after, level), message.text, clocks=self.clocks, at=at
        )
        worse = level > self.policy.level(message.findings, speaker) or bool(after & ~before)
        return Opinion(
            findings=new,
            level=level,
            withhold=decision.withheld and not message.withheld,
            raising=decision.raising if new and worse else None,
            turn=self.turn,
            asks=self.turn is Turn.QUICK and Action.SECOND_OPINION in after & ~before,
        )


def news(known: Sequence[Finding], found: Sequence[Finding]) -> Found:
    """Without what was found before, as grave or graver: nobody is told the same twice."""
    worst: dict[str, int] = {}
    for one in known:
        worst[one.concern] = max(one.severity, worst.get(one.concern, 0))
    return tuple(one for one in found if one.severity > worst.get(one.concern, 0))
