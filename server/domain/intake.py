"""Intake: whether new visitors are let in, and what they read while they are not."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.ids import StaffId

LONGEST_WORDS = 200  # characters


class PauseReason(StrEnum):
    """Each but the last is a text in config/texts."""

    BUSY = "busy"
    FEW_PEERS = "few_peers"
    SHIFT_ENDS = "shift_ends"
    TECHNICAL = "technical"
    OWN = "own"  # the moderator's own words


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody new is let in; who waits keeps waiting. `words` only where the reason is OWN."""

    reason: PauseReason
    by: StaffId
    at: datetime
    words: str = field(default="", repr=False)

    @property
    def is_told(self) -> bool:
        """Whether visitors would read something, and one thing only."""
        own = bool(self.words.strip())
        return own == (self.reason is PauseReason.OWN) and len(self.words) <= LONGEST_WORDS
