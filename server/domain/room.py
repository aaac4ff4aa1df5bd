"""A room: a few visitors who talk with each other, with two peers who look after them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import PersonId, RoomId, StaffId, VisitId
from server.domain.lifecycle import Lifecycle
from server.domain.staff import BadField

FEWEST: Final = 3  # visitors
MOST: Final = 8
LONGEST: Final = timedelta(hours=4)
AHEAD: Final = timedelta(days=60)
EARLY: Final = timedelta(minutes=30)  # before its time, for who comes to the door or hosts
AT_DOOR: Final = 20  # who may wait at the door of one room
ROUND: Final = timedelta(minutes=5)  # in which everybody says goodbye
LIFTED_FROM: Final = Level.L2  # whose level comes so far is asked to talk alone
SLOWEST: Final = 300  # seconds between two messages of one visitor


class RoomState(StrEnum):
    SCHEDULED = "scheduled"
    OPEN = "open"
    LOCKED = "locked"
    CLOSED = "closed"


class RoomStep(StrEnum):
    OPEN = "open"
    LOCK = "lock"
    UNLOCK = "unlock"
    CLOSE = "close"


ROOM = Lifecycle(
    {
        (RoomState.SCHEDULED, RoomStep.OPEN): RoomState.OPEN,
        (RoomState.SCHEDULED, RoomStep.CLOSE): RoomState.CLOSED,  # called off
        (RoomState.OPEN, RoomStep.LOCK): RoomState.LOCKED,
        (RoomState.OPEN, RoomStep.CLOSE): RoomState.CLOSED,
        (RoomState.LOCKED, RoomStep.LOCK): RoomState.LOCKED,
        (RoomState.LOCKED, RoomStep.UNLOCK): RoomState.OPEN,
        (RoomState.LOCKED, RoomStep.CLOSE): RoomState.CLOSED,
        (RoomState.CLOSED, RoomStep.CLOSE): RoomState.CLOSED,
    }
)

RUNNING: Final = frozenset({RoomState.OPEN, RoomState.LOCKED})


@dataclass(frozen=True, slots=True)
class Room:
    """`id` is its conversation's. `slow`: seconds between two messages of one visitor, 0 for none.

    `closes_at` is when its clock closes it; who looks after it may do so before.
    """

    id: RoomId
    topic: str
    language: str
    capacity: int
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    facilitator: StaffId
    co_facilitator: StaffId
    slow: int = 0

    def is_host(self, person: PersonId) -> bool:
        return person in (self.facilitator, self.co_facilitator)

    def is_near(self, at: datetime) -> bool:
        return self.state is not RoomState.CLOSED and self.opens_at - EARLY <= at < self.closes_at

    def places(self, taken: int) -> int:
        """How many may come in now."""
        return max(0, self.capacity - taken) if self.state is RoomState.OPEN else 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A visitor at the door, in the room, or out of it for a while with a place that is kept.

    `hand_at`: their hand is up since then. Which of the three it is says the state of the visit.
    """

    room: RoomId
    visit: VisitId
    since: datetime
    hand_at: datetime | None = None


def check_plan(room: Room, at: datetime) -> Room:
    """The room as it may be planned; raises BadField."""
    if not FEWEST <= room.capacity <= MOST:
        raise BadField("capacity", f"Expected {FEWEST} to {MOST}")
    if room.opens_at > at + AHEAD:
        raise BadField("opens_at", f"Expected at most {AHEAD.days} days ahead")
    if not at < room.closes_at <= room.opens_at + LONGEST or room.closes_at <= room.opens_at:
        hours = LONGEST // timedelta(hours=1)
        raise BadField("closes_at", f"Expected after the beginning, at most {hours} hours later")
    if room.facilitator == room.co_facilitator:
        raise BadField("co_facilitator", "Expected somebody other than the facilitator")
    return room
