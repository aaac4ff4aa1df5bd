"""A peer steps aside, or ends what hurts them, without penalty; the visitor is not left alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from moderation.verdict import Level
from server.contract.care_commands import EndAndReport, StepAside
from server.domain.escalation import Raising
from server.domain.protection import Hurting
from server.domain.relief import stepping_aside
from server.domain.session import Session
from server.domain.wake import Wake
from server.services.ports import Hints, Now


class Reliefs(Protocol):
    async def step_aside(
        self, peer: Session, conversation: str, raising: Callable[[Level], Raising], at: datetime
    ) -> Wake: ...
    async def end_and_report(
        self, peer: Session, conversation: str, hurting: Hurting, at: datetime
    ) -> Wake: ...


@dataclass(frozen=True, slots=True)
class Relieving:
    reliefs: Reliefs
    hints: Hints
    clocks: Mapping[Level, timedelta]
    now: Now

    async def step_aside(self, peer: Session, command: StepAside) -> None:
        at = self.now()
        raising = partial(stepping_aside, clocks=self.clocks, at=at)
        wake = await self.reliefs.step_aside(peer, command.conversation, raising, at)
        self.hints.spread(wake)

    async def end_and_report(self, peer: Session, command: EndAndReport) -> None:
        at = self.now()
        hurting = Hurting(command.kind, command.words.strip(), self.clocks)
        wake = await self.reliefs.end_and_report(peer, command.conversation, hurting, at)
        self.hints.spread(wake)
