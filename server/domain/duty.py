"""A duty: one member of staff on shift, as a peer or as a moderator."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from server.domain.ids import StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.session import Role


class DutyState(StrEnum):
    OFF = "off"
    READY = "ready"
    OFFERED = "offered"
    TALKING = "talking"
    HOSTING = "hosting"  # looks after a room
    WRAP_UP = "wrap_up"
    BREAK = "break"


class DutyStep(StrEnum):
    GO_READY = "go_ready"
    OFFER = "offer"
    RETURN = "return"  # the offer was declined, lapsed or withdrawn
    ACCEPT = "accept"
    HOST = "host"
    FINISH = "finish"
    REST = "rest"
    GO_OFF = "go_off"
    LOSE = "lose"  # the line to this person broke and did not come back in time


DUTY = Lifecycle(
    {
        (DutyState.OFF, DutyStep.GO_READY): DutyState.READY,
        (DutyState.OFF, DutyStep.GO_OFF): DutyState.OFF,
        (DutyState.READY, DutyStep.GO_READY): DutyState.READY,
        (DutyState.READY, DutyStep.OFFER): DutyState.OFFERED,
        (DutyState.READY, DutyStep.REST): DutyState.BREAK,
        (DutyState.READY, DutyStep.GO_OFF): DutyState.OFF,
        (DutyState.READY, DutyStep.LOSE): DutyState.OFF,
        (DutyState.READY, DutyStep.HOST): DutyState.HOSTING,
        (DutyState.HOSTING, DutyStep.HOST): DutyState.HOSTING,
        (DutyState.HOSTING, DutyStep.FINISH): DutyState.WRAP_UP,
        (DutyState.HOSTING, DutyStep.LOSE): DutyState.OFF,
        (DutyState.OFFERED, DutyStep.RETURN): DutyState.READY,
        (DutyState.OFFERED, DutyStep.ACCEPT): DutyState.TALKING,
        (DutyState.OFFERED, DutyStep.LOSE): DutyState.OFF,
        (DutyState.TALKING, DutyStep.FINISH): DutyState.WRAP_UP,
        (DutyState.TALKING, DutyStep.LOSE): DutyState.OFF,
        (DutyState.WRAP_UP, DutyStep.GO_READY): DutyState.READY,
        (DutyState.WRAP_UP, DutyStep.REST): DutyState.BREAK,
        (DutyState.WRAP_UP, DutyStep.GO_OFF): DutyState.OFF,
        (DutyState.WRAP_UP, DutyStep.LOSE): DutyState.OFF,
        (DutyState.BREAK, DutyStep.GO_READY): DutyState.READY,
        (DutyState.BREAK, DutyStep.REST): DutyState.BREAK,
        (DutyState.BREAK, DutyStep.GO_OFF): DutyState.OFF,
        (DutyState.BREAK, DutyStep.LOSE): DutyState.OFF,
    }
)


@dataclass(frozen=True, slots=True)
class Duty:
    """`seen_at` is when a socket of this person last answered; languages and topics are codes."""

    staff: StaffId
    role: Role
    name: str = field(repr=False)
    state: DutyState
    since: datetime
    seen_at: datetime
    languages: tuple[str, ...] = ("en",)
    topics: tuple[str, ...] = ()

    @property
    def who(self) -> tuple[StaffId, Role]:
        return self.staff, self.role

    def after(self, step: DutyStep) -> Self:
        return replace(self, state=DUTY.after(self.state, step))
