"""When the line is open, and why it is not."""

from dataclasses import dataclass
from enum import StrEnum


class Closed(StrEnum):
    NO_MODERATOR = "no_moderator"
    NO_PEER = "no_peer"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Staffing:
    """Counted over everybody seen within the away time."""

    moderators: int
    peers: int  # on shift: ready, talking or wrapping up
    waiting: int


def closed_because(staffing: Staffing, queue_limit: int) -> Closed | None:
    """Why nobody new can be let in; None when the line is open."""
    if staffing.moderators == 0:
        return Closed.NO_MODERATOR
    if staffing.peers == 0:
        return Closed.NO_PEER
    if staffing.waiting >= queue_limit:
        return Closed.FULL
    return None


def pairing_paused(staffing: Staffing) -> bool:
    """Without a moderator on duty nobody new is paired; those who talk go on."""
    return staffing.moderators == 0
