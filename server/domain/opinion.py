"""A second opinion on one message, whose turn it is, and what is to follow from it."""

from dataclasses import dataclass
from enum import StrEnum

from moderation.verdict import Finding, Level
from server.domain.escalation import Raising


class Turn(StrEnum):
    """Who is asked: the small model about every message, then the deep one about some."""

    QUICK = "quick"
    DEEP = "deep"


class Waits(StrEnum):
    """For whose opinion a message waits."""

    NOBODY = "none"
    BOTH = "both"
    QUICK = "quick"
    DEEP = "deep"
    DONE = "done"


TURNS = {Turn.QUICK: (Waits.BOTH, Waits.QUICK), Turn.DEEP: (Waits.BOTH, Waits.DEEP)}
"""What waits for whom."""
AFTER = {
    (Waits.BOTH, Turn.QUICK): Waits.DEEP,
    (Waits.QUICK, Turn.QUICK): Waits.DONE,
    (Waits.BOTH, Turn.DEEP): Waits.QUICK,
    (Waits.DEEP, Turn.DEEP): Waits.DONE,
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """`findings` are the new ones; `withhold` takes back what had been delivered.

    `asks` sends the message on to the deep model.
    """

    findings: tuple[Finding, ...]
    level: Level
    withhold: bool
    raising: Raising | None
    turn: Turn = Turn.DEEP
    asks: bool = False

    @property
    def quiet(self) -> bool:
        """Nothing new: nobody need be told."""
        return not self.findings and self.raising is None and not self.asks

    def after(self, waits: Waits) -> Waits:
        """For whom the message waits from now on."""
        return Waits.DEEP if self.asks else AFTER[waits, self.turn]
