"""Rooms as moderators and administrators plan them over HTTP."""

from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Language, Request, Topic
from server.domain.room import FEWEST, LONGEST, MOST, RoomState

Moment = Annotated[datetime, Meta(tz=True)]
Minutes = Annotated[int, Meta(ge=15, le=LONGEST // timedelta(minutes=1))]
Capacity = Annotated[int, Meta(ge=FEWEST, le=MOST)]


class ShowRooms(Request, frozen=True):
    """Rooms that are open or planned, and who may look after one."""

    path = "/api/rooms"


class PlanRoom(Request, frozen=True):
    """A room for later, or without a time for now."""

    path = "/api/rooms/plan"
    topic: Topic
    language: Language
    capacity: Capacity
    minutes: Minutes
    facilitator: Id
    co_facilitator: Id
    opens_at: Moment | None = None


class EndRoom(Request, frozen=True):
    """Call it off, or close it for everybody in it."""

    path = "/api/rooms/end"
    room: Id


class PlannedRoom(Body, frozen=True):
    """A room as its planners see it; nothing of who is in it but how many."""

    id: str
    topic: str
    language: str
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    capacity: int
    taken: int
    at_door: int
    facilitator: str
    co_facilitator: str


class Facilitator(Body, frozen=True):
    """A peer who may look after a room."""

    id: str
    name: str


class Rooms(Body, frozen=True):
    """By the time at which they open."""

    rooms: tuple[PlannedRoom, ...]
    facilitators: tuple[Facilitator, ...]
