"""A moderator stops letting people in, and lets them in again. Who waits keeps waiting."""

from dataclasses import dataclass

from server.contract.queue_commands import OpenIntake, PauseIntake
from server.domain.ids import StaffId
from server.domain.intake import Pause
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.services.ports import Hints, Intakes, Now


@dataclass(frozen=True, slots=True)
class Doorkeeping:
    intake: Intakes
    hints: Hints
    now: Now

    async def pause_intake(self, moderator: Session, command: PauseIntake) -> None:
        pause = Pause(command.reason, StaffId(moderator.id), self.now(), command.words.strip())
        if not pause.is_told:
            raise Refusal(Code.BAD_PAYLOAD)
        self.hints.spread(await self.intake.pause(pause))

    async def open_intake(self, moderator: Session, _: OpenIntake) -> None:
        self.hints.spread(await self.intake.reopen(StaffId(moderator.id), self.now()))
