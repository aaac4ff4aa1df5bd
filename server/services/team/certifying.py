"""An administrator withdraws a certificate, and gives it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.contract import training_requests as ask
from server.domain.ids import PersonId, StaffId
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, Now


class CertifyingStore(Protocol):
    async def withdraw(
        self, whose: StaffId, certificate: str, by: StaffId, reason: str, at: datetime
    ) -> Wake: ...

    async def give_back(
        self, whose: StaffId, certificate: str, by: StaffId, at: datetime
    ) -> Wake: ...


@dataclass(frozen=True, slots=True)
class Certifying:
    """Both are in the audit. Passing its modules again does not bring a withdrawn one back."""

    store: CertifyingStore
    hints: Hints
    now: Now

    async def withdraw(self, who: StaffMember, asked: ask.WithdrawCertificate) -> None:
        whose = StaffId(PersonId(asked.staff))
        given = (asked.certificate, who.id, asked.reason, self.now())
        self.hints.spread(await self.store.withdraw(whose, *given))

    async def give_back(self, who: StaffMember, asked: ask.ReturnCertificate) -> None:
        whose = StaffId(PersonId(asked.staff))
        self.hints.spread(await self.store.give_back(whose, asked.certificate, who.id, self.now()))
