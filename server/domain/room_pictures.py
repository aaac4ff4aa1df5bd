"""A room as it was read from the stores in one moment, before it becomes part of a page."""

from dataclasses import dataclass, field
from datetime import datetime

from moderation.verdict import Level
from server.domain.conversation import Conversation
from server.domain.flag import FlagState
from server.domain.ids import PersonId, StaffId
from server.domain.room import Room, Seat
from server.domain.visit import Visit, VisitState

OUT = (VisitState.TALKING, VisitState.WAITING, VisitState.OFFERED)  # for a while
TAKEN = (VisitState.IN_ROOM, *OUT)


@dataclass(frozen=True, slots=True)
class SeatPicture:
    """`level` and `flag` are those of the visitor's own conversation."""

    seat: Seat
    visit: Visit
    level: Level
    present: bool
    from_seq: int
    flag: FlagState | None = None


@dataclass(frozen=True, slots=True)
class RoomPicture:
    """`seats` in the order in which they came; `names` of the two who look after it."""

    room: Room
    talk: Conversation
    seats: tuple[SeatPicture, ...]
    present: frozenset[PersonId]
    names: dict[StaffId, str] = field(repr=False)

    @property
    def taken(self) -> tuple[SeatPicture, ...]:
        """With those who are out of it for a while: their place is kept."""
        return tuple(s for s in self.seats if s.visit.state in TAKEN)

    @property
    def door(self) -> tuple[SeatPicture, ...]:
        return tuple(s for s in self.seats if s.visit.state is VisitState.AT_DOOR)

    def is_near(self, at: datetime) -> bool:
        return self.room.is_near(at) or bool(self.talk.members)

    def seat_of(self, visit: str) -> SeatPicture | None:
        return next((s for s in self.seats if s.visit.id == visit), None)

    def place_of(self, visit: str) -> int | None:
        """1 for who comes in next; None for who does not stand at the door."""
        return next((n for n, s in enumerate(self.door, start=1) if s.visit.id == visit), None)
