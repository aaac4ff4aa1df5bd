"""A debrief: somebody talks a hard conversation over with a named supervisor."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.ids import DebriefId, StaffId
from server.domain.lifecycle import Lifecycle


class DebriefState(StrEnum):
    ASKED = "asked"
    BOOKED = "booked"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class DebriefStep(StrEnum):
    BOOK = "book"
    FINISH = "finish"
    WITHDRAW = "withdraw"


DEBRIEF = Lifecycle(
    {
        (DebriefState.ASKED, DebriefStep.BOOK): DebriefState.BOOKED,
        (DebriefState.ASKED, DebriefStep.WITHDRAW): DebriefState.WITHDRAWN,
        (DebriefState.BOOKED, DebriefStep.BOOK): DebriefState.BOOKED,  # another time, or person
        (DebriefState.BOOKED, DebriefStep.FINISH): DebriefState.DONE,
        (DebriefState.BOOKED, DebriefStep.WITHDRAW): DebriefState.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Debrief:
    """`name` is whose it is; `supervisor` is the name of who takes the time for it, at `at`."""

    id: DebriefId
    staff: StaffId
    name: str = field(repr=False)
    state: DebriefState
    asked_at: datetime
    supervisor: str | None = field(default=None, repr=False)
    at: datetime | None = None
