"""A peer steps aside, without penalty, and the visitor is not left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from moderation.verdict import Level
from server.contract.care_commands import StepAside
from server.domain.relief import stepping_aside
from server.domain.session import Session
from server.services.ports import Hints, Now, Reliefs


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
