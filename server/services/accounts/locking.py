"""A console that nobody stands before is locked, for the server too, until its owner is back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.contract.security_requests import Lock
from server.domain.ids import StaffId
from server.domain.staff import StaffMember
from server.services.accounts.ports import Sessions


class Told(Protocol):
    """To every process that this person's pages may be connected to."""

    def __call__(self, staff: StaffId, session: str, *, locked: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Locking:
    sessions: Sessions
    told: Told
    now: Callable[[], datetime]

    async def lock(self, who: StaffMember, _: Lock) -> None:
        await self.sessions.lock(who.session, self.now())
        self.told(who.id, who.session, locked=True)

    async def proven(self, who: StaffMember) -> None:
        """They have shown that it is them: what is dangerous may be done, and nothing is locked."""
        if await self.sessions.prove(who.session, self.now()):
            self.told(who.id, who.session, locked=False)
