"""When the line is open, and why it is not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.intake import Pause
from server.domain.refusal import Code, Refusal


class Closed(StrEnum):
    NO_MODERATOR = "no_moderator"
    NO_PEER = "no_peer"
    INTAKE_PAUSED = "intake_paused"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Staffing:
    """Counted over everybody seen within the away time. `pause`: intake is stopped.

    `rests_until`: where those who could be peers all rest, when the first of them may go on.
    """

    moderators: int
    peers: int  # on shift: ready, talking or wrapping up
    waiting: int
    pause: Pause | None = None
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """Whether somebody new is let in, why not, and when the line is to open next."""

    closed: Closed | None = None
    pause: Pause | None = None
    opens_at: datetime | None = None


def closed_because(staffing: Staffing, queue_limit: int) -> Closed | None:
    """Why nobody new can be let in; None when the line is open."""
    if staffing.moderators == 0:
        return Closed.NO_MODERATOR
    if staffing.peers == 0:
        return Closed.NO_PEER
    if staffing.pause is not None:
        return Closed.INTAKE_PAUSED
    if staffing.waiting >= queue_limit:
        return Closed.FULL
    return None


@dataclass(frozen=True, slots=True)
class Doorway:
    """What somebody new must pass; asked in the transaction that lets them in."""

    queue_limit: int
    seen_since: datetime

    def pass_through(self, staffing: Staffing) -> None:
        """Raises Refusal(FULL) or Refusal(CLOSED)."""
        closed = closed_because(staffing, self.queue_limit)
        if closed is not None:
            raise Refusal(Code.FULL if closed is Closed.FULL else Code.CLOSED)


def pairing_paused(staffing: Staffing) -> bool:
    """Without a moderator on duty nobody new is paired; those who talk go on."""
    return staffing.moderators == 0


def soonest(*moments: datetime | None) -> datetime | None:
    """The first of those that are known."""
    return min((moment for moment in moments if moment), default=None)
