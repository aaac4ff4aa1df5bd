"""The way back into an account whose owner has lost password and second step: two staff say yes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.ids import StaffId
from server.domain.lifecycle import Lifecycle

ASKED_FOR: Final = timedelta(days=2)  # then a question lapses
LINK_LIFE: Final = timedelta(hours=24)


class WayBackState(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    USED = "used"
    STOPPED = "stopped"


class WayBackStep(StrEnum):
    CONFIRM = "confirm"
    USE = "use"
    STOP = "stop"


WAY_BACK = Lifecycle(
    {
        (WayBackState.ASKED, WayBackStep.CONFIRM): WayBackState.CONFIRMED,
        (WayBackState.ASKED, WayBackStep.STOP): WayBackState.STOPPED,
        (WayBackState.CONFIRMED, WayBackStep.USE): WayBackState.USED,
        (WayBackState.CONFIRMED, WayBackStep.STOP): WayBackState.STOPPED,
        (WayBackState.STOPPED, WayBackStep.STOP): WayBackState.STOPPED,
    }
)


@dataclass(frozen=True, slots=True)
class WayBack:
    """`until` is when the question lapses, then when the link does.

    `to_all`: whose it is has all doors open, so nobody holds that link who has not.
    """

    id: str
    staff: StaffId
    name: str = field(repr=False)
    state: WayBackState
    asked_by: StaffId
    asked_by_name: str = field(repr=False)
    reason: str = field(repr=False)
    asked_at: datetime
    until: datetime
    to_all: bool = False
