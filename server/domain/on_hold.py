"""A peer on hold: nobody new comes to them until somebody else than who decided it lifts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.flag import Outcome
from server.domain.ids import StaffId


class HoldCause(StrEnum):
    REPORT = "report"  # a visitor's, that was looked into and was no false alarm
    DECISION = "decision"  # somebody of the house saw or heard something


def keeps_on_hold(outcome: Outcome) -> bool:
    """Whoever looked may say that it was nothing; everything else is for a second person."""
    return outcome is not Outcome.FALSE_ALARM


@dataclass(frozen=True, slots=True)
class PeerHold:
    """It stands until `lifted_at`; who set it never lifts it, nor does the peer themselves."""

    id: str
    peer: StaffId
    cause: HoldCause
    by: StaffId
    since: datetime
    reason: str = field(repr=False)
    lifted_at: datetime | None = None
    lifted_by: StaffId | None = None
    lifted_because: str = field(default="", repr=False)

    @property
    def stands(self) -> bool:
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class PastReport:
    """A report that was looked into: neither its words nor its visitor. `day` is a day."""

    peer: StaffId
    day: datetime
    outcome: Outcome
    by: StaffId


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many reports about the same peer were looked into before, and how many held true."""

    reports: int = 0
    confirmed: int = 0


NONE_EARLIER = Earlier()


@dataclass(frozen=True, slots=True)
class HoldBook:
    """All that is kept of them, the newest first; `peers` are all who are one now, by name."""

    peers: Mapping[StaffId, str] = field(repr=False)
    holds: Sequence[PeerHold]
    reports: Sequence[PastReport]
