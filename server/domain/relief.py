"""Who answers somebody in danger goes: by stepping aside, without penalty, or in any other way."""

from datetime import datetime
from typing import Final

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising

FROM: Final = Level.L3
LEFT: Final = "Whoever answered has gone. Somebody must be with the visitor now."
ASIDE: Final = "The peer has stepped aside. Somebody must be with the visitor now."


def stepping_aside(level: Level, *, clocks: Clocks, at: datetime) -> Raising:
    """Moderators are called: whoever is at this level is not left to the queue alone."""
    return _raising(level, ("stepped_aside",), ASIDE, at + clocks[level])


def left_behind(level: Level, *, clocks: Clocks, at: datetime) -> Raising:
    """The same, where it was not announced."""
    return _raising(level, (), LEFT, at + clocks[level])


def _raising(level: Level, concerns: tuple[str, ...], why: str, due_at: datetime) -> Raising:
    return Raising(level, concerns, (why,), words="", due_at=due_at, complete=True)
