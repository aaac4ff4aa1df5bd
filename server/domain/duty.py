"""A duty: one member of staff on shift, as a peer or as a moderator."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from server.domain.ids import StaffId
from server.domain.lifecycle import Lifecycle, StepNotAllowed
from server.domain.load import NOTHING, DutyStep, Load
from server.domain.session import Role

MOST: Final = 5  # conversations of one peer at once, whatever a service allows


class Availability(StrEnum):
    """Whether somebody new may be brought to them."""

    OFF = "off"
    READY = "ready"
    GOING = "going"  # ends what they have, and takes nobody new
    HOSTING = "hosting"  # looks after a room
    BREAK = "break"
    AWAY = "away"  # their line is up, but nobody answers at it


class DutyState(StrEnum):
    """What they are doing, in a word: of their availability and of what they hold."""

    OFF = "off"
    READY = "ready"
    OFFERED = "offered"
    TALKING = "talking"
    HOSTING = "hosting"
    WRAP_UP = "wrap_up"
    BREAK = "break"
    AWAY = "away"


DUTY: Final = Lifecycle(
    {
        (Availability.OFF, DutyStep.GO_READY): Availability.READY,
        (Availability.OFF, DutyStep.GO_OFF): Availability.OFF,
        (Availability.READY, DutyStep.GO_READY): Availability.READY,
        (Availability.READY, DutyStep.OFFER): Availability.READY,
        (Availability.READY, DutyStep.RETURN): Availability.READY,
        (Availability.READY, DutyStep.ACCEPT): Availability.READY,
        (Availability.READY, DutyStep.FINISH): Availability.READY,
        (Availability.READY, DutyStep.WRITE): Availability.READY,
        (Availability.READY, DutyStep.WIND_DOWN): Availability.GOING,
        (Availability.READY, DutyStep.REST): Availability.BREAK,
        (Availability.READY, DutyStep.GO_AWAY): Availability.AWAY,
        (Availability.READY, DutyStep.GO_OFF): Availability.OFF,
        (Availability.READY, DutyStep.LEAVE): Availability.OFF,
        (Availability.READY, DutyStep.LOSE): Availability.OFF,
        (Availability.READY, DutyStep.HOST): Availability.HOSTING,
        (Availability.GOING, DutyStep.GO_READY): Availability.READY,
        (Availability.GOING, DutyStep.FINISH): Availability.GOING,
        (Availability.GOING, DutyStep.WRITE): Availability.GOING,
        (Availability.GOING, DutyStep.WIND_DOWN): Availability.GOING,
        (Availability.GOING, DutyStep.REST): Availability.BREAK,
        (Availability.GOING, DutyStep.GO_AWAY): Availability.AWAY,
        (Availability.GOING, DutyStep.GO_OFF): Availability.OFF,
        (Availability.GOING, DutyStep.LEAVE): Availability.OFF,
        (Availability.GOING, DutyStep.LOSE): Availability.OFF,
        (Availability.HOSTING, DutyStep.HOST): Availability.HOSTING,
        (Availability.HOSTING, DutyStep.FINISH): Availability.READY,
        (Availability.HOSTING, DutyStep.LEAVE): Availability.OFF,
        (Availability.HOSTING, DutyStep.LOSE): Availability.OFF,
        (Availability.BREAK, DutyStep.GO_READY): Availability.READY,
        (Availability.BREAK, DutyStep.REST): Availability.BREAK,
        (Availability.BREAK, DutyStep.GO_OFF): Availability.OFF,
        (Availability.BREAK, DutyStep.LEAVE): Availability.OFF,
        (Availability.BREAK, DutyStep.LOSE): Availability.OFF,
        (Availability.AWAY, DutyStep.GO_READY): Availability.READY,
        (Availability.AWAY, DutyStep.WRITE): Availability.AWAY,
        (Availability.AWAY, DutyStep.WIND_DOWN): Availability.AWAY,
        (Availability.AWAY, DutyStep.REST): Availability.BREAK,
        (Availability.AWAY, DutyStep.GO_AWAY): Availability.AWAY,
        (Availability.AWAY, DutyStep.GO_OFF): Availability.OFF,
        (Availability.AWAY, DutyStep.LEAVE): Availability.OFF,
        (Availability.AWAY, DutyStep.LOSE): Availability.OFF,
    }
)


WRITING: Final = Load(wrapping=1)
LEAVING: Final = (DutyStep.REST, DutyStep.GO_OFF)


@dataclass(frozen=True, slots=True)
class Duty:
    """`seen_at` is when a socket of this person last answered; languages and topics are codes.

    `places`: with so many people at once they are, at most. `worked_from`: since when without a
    break, where they are at work. `here_at`: when they said last that they are.
    """

    staff: StaffId
    role: Role
    name: str = field(repr=False)
    availability: Availability
    since: datetime
    seen_at: datetime
    languages: tuple[str, ...] = ("en",)
    topics: tuple[str, ...] = ()
    places: int = 1
    load: Load = NOTHING
    worked_from: datetime | None = None
    here_at: datetime | None = None

    @property
    def who(self) -> tuple[StaffId, Role]:
        return self.staff, self.role

    @property
    def is_free(self) -> bool:
        """One at a time is brought to them, and nobody before the last one is written up."""
        waits = self.load.offered == self.load.wrapping == 0
        return self.takes_on and waits and self.load.talking < self.places

    @property
    def takes_on(self) -> bool:
        """Now, or as soon as they have a place."""
        return self.availability is Availability.READY

    @property
    def state(self) -> DutyState:
        if self.availability not in (Availability.READY, Availability.GOING):
            return DutyState(self.availability)
        if self.load.talking:
            return DutyState.TALKING
        if self.load.offered:
            return DutyState.OFFERED
        return DutyState.WRAP_UP if self.load.wrapping else DutyState.READY

    def after(self, step: DutyStep) -> Self:
        """Raises StepNotAllowed: also where somebody would be left alone, or be one too many."""
        availability = DUTY.after(self.availability, step)
        if not self._may(step):
            raise StepNotAllowed(f"not with {self.load} in {self.places} places")
        return replace(self, availability=availability, load=self._load(step))

    def to_rest(self) -> DutyStep:
        """Who talks with somebody ends that first."""
        return DutyStep.WIND_DOWN if self.load.talking else DutyStep.REST

    def when_written(self, then: DutyStep) -> DutyStep | None:
        """After one is written up. What follows the last one counts, where there are several."""
        if then is DutyStep.REST:
            return DutyStep.WIND_DOWN if self.load.wrapping else self.to_rest()
        return None if self.takes_on or self.load.wrapping else then

    def _may(self, step: DutyStep) -> bool:
        if step is DutyStep.OFFER:
            return self.is_free
        if step is DutyStep.WIND_DOWN:
            return self.load.offered == 0 < self.load.total
        if step is DutyStep.GO_READY:
            return self.load.offered == 0
        if step in (*LEAVING, DutyStep.GO_AWAY):
            return self.load.offered == self.load.talking == 0
        if step is DutyStep.HOST and self.availability is Availability.READY:
            return self.load.total == 0
        return True

    def _load(self, step: DutyStep) -> Load:
        if step in (DutyStep.LOSE, DutyStep.LEAVE) or step in LEAVING:
            return NOTHING
        if step is DutyStep.GO_READY and self.availability is not Availability.AWAY:
            # What was not written up stays so; who was only slow at it goes on with it.
            return replace(self.load, wrapping=0)
        if self.availability is Availability.HOSTING:
            return WRITING if step is DutyStep.FINISH else NOTHING
        return self.load.after(step)
