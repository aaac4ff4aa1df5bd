"""A phrase that this house added to what the screen looks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from moderation.verdict import Concern, Severity
from server.domain.ids import StaffId

FEWEST: Final = 5
"""A count of fewer conversations is not told: it would say that somebody said it."""


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """`reason` is what peers and moderators read beside the words; the rest is for who reviews.

    `wherever`: also denied, long ago, of somebody else, or asked of the listener.
    """

    id: str
    language: str
    phrase: str
    concern: Concern
    severity: Severity
    wherever: bool
    reason: str
    source: str
    note: str
    by: StaffId
    at: datetime


def told(found: int, of: int) -> int | None:
    """None where it, or what is left of the whole, points at few."""
    points = 0 < found < FEWEST or 0 < of - found < FEWEST
    return None if points else found
