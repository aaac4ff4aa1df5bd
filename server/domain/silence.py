"""A silence: nobody says anything in a conversation; who is at turn is asked, then warned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

from moderation.verdict import Level
from server.domain.lifecycle import Lifecycle
from server.domain.message import Notice
from server.domain.session import Role

NO_CLOCK_FROM: Final = Level.L2
"""From this level on, and while a flag is open, no conversation is ended by a clock."""


class SilenceState(StrEnum):
    NONE = "none"
    ASKED = "asked"
    WARNED = "warned"
    OVER = "over"


class SilenceStep(StrEnum):
    ASK = "ask"
    WARN = "warn"
    END = "end"
    BREAK = "break"  # somebody writes, or says that they are still here


SILENCE = Lifecycle(
    {
        (SilenceState.NONE, SilenceStep.ASK): SilenceState.ASKED,
        (SilenceState.NONE, SilenceStep.BREAK): SilenceState.NONE,
        (SilenceState.ASKED, SilenceStep.WARN): SilenceState.WARNED,
        (SilenceState.ASKED, SilenceStep.BREAK): SilenceState.NONE,
        (SilenceState.WARNED, SilenceStep.END): SilenceState.OVER,
        (SilenceState.WARNED, SilenceStep.BREAK): SilenceState.NONE,
    }
)
CLOCK: Final[Mapping[SilenceState, SilenceStep]] = {
    SilenceState.NONE: SilenceStep.ASK,
    SilenceState.ASKED: SilenceStep.WARN,
    SilenceState.WARNED: SilenceStep.END,
}
TOLD: Final[Mapping[tuple[SilenceStep, Role], Notice]] = {
    (SilenceStep.ASK, Role.VISITOR): Notice.QUIET_ASKED,
    (SilenceStep.WARN, Role.VISITOR): Notice.QUIET_WARNED,
    (SilenceStep.END, Role.VISITOR): Notice.QUIET_ENDED,
    (SilenceStep.ASK, Role.PEER): Notice.PEER_QUIET,
    (SilenceStep.END, Role.PEER): Notice.PEER_SILENT,
}
"""What everybody in it reads. A peer's second reminder is on the peer's desk alone."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a silence may last before who is at turn is asked, then warned, then it ends."""

    ask: timedelta
    warn: timedelta
    end: timedelta

    def before(self, step: SilenceStep) -> timedelta:
        """How long before this step of the clock."""
        steps = {SilenceStep.ASK: self.ask, SilenceStep.WARN: self.warn, SilenceStep.END: self.end}
        return steps[step]


@dataclass(frozen=True, slots=True)
class Silence:
    """`whose` turn it is to say something; `until` is when the clock takes its next step."""

    state: SilenceState
    whose: Role
    until: datetime

    def due(self, at: datetime) -> SilenceStep | None:
        """What the clock does now; None while there is time."""
        return CLOCK.get(self.state) if at >= self.until else None

    def after(self, step: SilenceStep, patience: Patience, at: datetime) -> Self:
        state = SILENCE.after(self.state, step)
        following = CLOCK.get(state)
        until = at + patience.before(following) if following else at
        return replace(self, state=state, until=until)


def turn(last: Role | None, *, visitor_there: bool) -> Role:
    """Whose turn it is after the `last` who spoke; None: nobody has, since the peer came.

    The peer greets first. Nobody can answer a visitor whose line is down: then it is theirs.
    """
    answered = last in (Role.PEER, Role.MODERATOR)
    return Role.VISITOR if answered or not visitor_there else Role.PEER
