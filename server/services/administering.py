"""The team as an administrator sees and changes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.ids import StaffId
from server.domain.session import Role
from server.domain.staff import Colleague, Invitation, StaffMember, check_roles
from server.services.account_ports import Revoked, Team


@dataclass(frozen=True, slots=True)
class Administering:
    """There is always an administrator who can sign in."""

    team: Team
    revoked: Revoked
    now: Callable[[], datetime]

    async def everybody(self) -> tuple[Sequence[Colleague], Sequence[Invitation]]:
        return await self.team.everybody(), await self.team.invitations(self.now())

    async def grant(self, id: StaffId, roles: tuple[Role, ...], by: StaffMember) -> None:
        """All roles from now on. Their open pages come back with them, or not at all."""
        await self.team.grant(id, check_roles(roles), by.id, self.now())
        self.revoked(id)

    async def disable(self, id: StaffId, by: StaffMember) -> None:
        """Their sessions end now, their sockets within seconds."""
        await self.team.disable(id, by.id, self.now())
        self.revoked(id)

    async def enable(self, id: StaffId, by: StaffMember) -> None:
        await self.team.enable(id, by.id, self.now())
