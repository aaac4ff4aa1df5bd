"""A peer steps aside from a conversation that has become too grave for them, without penalty."""

from datetime import datetime
from typing import Final

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising

FROM: Final = Level.L3
ASIDE: Final = "The peer has stepped aside. Somebody must be with the visitor now."


def stepping_aside(level: Level, *, clocks: Clocks, at: datetime) -> Raising:
    """Moderators are called: whoever is at this level is not left to the queue alone."""
    return Raising(
        level=level,
        concerns=("stepped_aside",),
        reasons=(ASIDE,),
        words="",
        due_at=at + clocks[level],
        complete=True,
    )
