"""Legal holds: what is kept beyond its time, by two people and until a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from config.retention import LegalHold
from server.contract.second_look_requests import AskLegalHold, LiftLegalHold
from server.domain.ids import ConversationId, StaffId
from server.domain.refusal import Code, Refusal
from server.domain.second_look import LookState, Matter, SecondLook
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, NewId, Now


class LegalHolds(Protocol):
    async def ask(self, look: SecondLook) -> Wake: ...
    async def lift(self, id: str, by: StaffId, words: str, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class LegalHolding:
    holds: LegalHolds
    rules: LegalHold
    hints: Hints
    now: Now
    new_id: NewId

    async def ask(self, who: StaffMember, asked: AskLegalHold) -> None:
        """Raises Refusal(NOT_FOUND) for an unknown reason, BAD_PAYLOAD beyond the furthest day."""
        length = timedelta(days=asked.days)
        if not self.rules.knows(asked.reason):
            raise Refusal(Code.NOT_FOUND)
        if length > self.rules.longest:
            raise Refusal(Code.BAD_PAYLOAD)
        at = self.now()
        look = SecondLook(
            id=self.new_id(),
            conversation=ConversationId(asked.conversation),
            matter=Matter.LEGAL_HOLD,
            state=LookState.ASKED,
            asked_by=who.id,
            asked_at=at,
            reason=asked.reason,
            words=asked.words.strip(),
            until=at + length,
        )
        self.hints.spread(await self.holds.ask(look))

    async def lift(self, who: StaffMember, asked: LiftLegalHold) -> None:
        await self.holds.lift(asked.look, who.id, asked.words.strip(), self.now())
