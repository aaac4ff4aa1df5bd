"""What somebody on shift holds, counted, and the steps that change it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from server.domain.lifecycle import StepNotAllowed


class DutyStep(StrEnum):
    GO_READY = "go_ready"
    OFFER = "offer"
    RETURN = "return"  # the offer was declined, lapsed or withdrawn
    ACCEPT = "accept"
    HOST = "host"
    FINISH = "finish"
    WRITE = "write"  # it is wrapped up
    WIND_DOWN = "wind_down"
    REST = "rest"
    GO_AWAY = "go_away"  # nobody answered for them: they are asked whether they are still there
    GO_OFF = "go_off"
    LEAVE = "leave"  # at once: whom they talk with goes back to the head of the queue
    LOSE = "lose"  # the line to this person broke and did not come back in time


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody holds: whom they are asked about, whom they talk with, what is not written up.

    Who looks after a room holds that alone: talks beside it are not counted.
    """

    offered: int = 0
    talking: int = 0
    wrapping: int = 0

    @property
    def total(self) -> int:
        return self.offered + self.talking + self.wrapping

    def after(self, step: DutyStep) -> Self:
        """Raises StepNotAllowed where there is nothing that the step could end."""
        offered, talking, wrapping = CHANGES.get(step, (0, 0, 0))
        changed = replace(
            self,
            offered=self.offered + offered,
            talking=self.talking + talking,
            wrapping=self.wrapping + wrapping,
        )
        if min(changed.offered, changed.talking, changed.wrapping) < 0:
            raise StepNotAllowed(f"nothing to {step}")
        return changed


NOTHING: Final = Load()
CHANGES: Final[Mapping[DutyStep, tuple[int, int, int]]] = {
    DutyStep.OFFER: (1, 0, 0),
    DutyStep.RETURN: (-1, 0, 0),
    DutyStep.ACCEPT: (-1, 1, 0),
    DutyStep.FINISH: (0, -1, 1),
    DutyStep.WRITE: (0, 0, -1),
}
