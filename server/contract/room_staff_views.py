"""What those are shown of a room who look after it."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.country_views import ChosenCountry
from server.contract.values import Body
from server.contract.views import Company
from server.domain.flag import FlagState
from server.domain.room import RoomState


class RoomPerson(Body, frozen=True):
    """A visitor in a room, for those who look after it. The level is this person's."""

    name: str
    level: Level
    present: bool
    muted: bool
    aside: bool
    waits: bool  # in danger and first in line: nobody is with them yet
    hand_at: datetime | None
    flag: FlagState | None
    country: ChosenCountry | None = None  # None: none was chosen, or it is not yours to know


class DeskRoom(Body, frozen=True):
    """A room that a peer looks after, from before it opens. `inside`: you are in it."""

    id: str
    topic: str
    language: str
    state: RoomState
    opens_at: datetime
    closes_at: datetime
    capacity: int
    facilitator: str
    co_facilitator: str
    near: bool  # one may come in now
    inside: bool
    last_seq: int
    slow: int
    people: tuple[RoomPerson, ...]
    company: tuple[Company, ...]  # the others who are in it and no visitors
    at_door: int
