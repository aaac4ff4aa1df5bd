"""What visitors are shown of rooms."""

from datetime import datetime

from server.contract.values import Body
from server.domain.room import RoomState


class RoomCard(Body, frozen=True):
    """A room that is open or comes next, for who has not begun a visit."""

    id: str
    topic: str
    language: str
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    capacity: int
    taken: int
    at_door: int
    near: bool  # one may come to its door now


class RoomHere(Body, frozen=True):
    """The room in which you are, or at whose door. `place` is 1 for who comes in next."""

    id: str
    topic: str
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    place: int | None
    hand: bool = False  # yours is up
    muted: bool = False  # only those who look after the room hear you
    slow: int = 0  # seconds between two messages of yours
    aside: bool = False  # you talk alone, or are first in line to, and may go back
