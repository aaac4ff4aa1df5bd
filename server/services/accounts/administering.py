"""The team as an administrator sees and changes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.contract.team_requests import Disable, GiveRoles, Invited, Member, ShowTeam, Team
from server.domain.ids import PersonId, StaffId
from server.domain.staff import Colleague, Invitation, StaffMember, check_roles
from server.services.accounts.ports import Revoked, Rights, Spread, Teams


@dataclass(frozen=True, slots=True)
class Administering:
    """There is always an administrator who can sign in."""

    teams: Teams
    rights: Rights
    revoked: Revoked
    spread: Spread
    now: Callable[[], datetime]

    async def show(self, _: StaffMember, __: ShowTeam) -> Team:
        staff, invitations = await self.teams.everybody(), await self.teams.invitations(self.now())
        return Team(staff=tuple(map(_member, staff)), invitations=tuple(map(_invited, invitations)))

    async def give_roles(self, by: StaffMember, asked: GiveRoles) -> None:
        """Their open pages come back with them, or not at all. Raises BadField."""
        whom = _staff_id(asked.id)
        roles = check_roles(asked.roles)
        self.spread(await self.rights.grant(whom, roles, by.id, self.now()))
        self.revoked(whom)

    async def disable(self, by: StaffMember, asked: Disable) -> None:
        """Their sessions end now, their sockets within seconds."""
        whom = _staff_id(asked.id)
        if not asked.disabled:
            await self.rights.enable(whom, by.id, self.now())
            return
        self.spread(await self.rights.disable(whom, by.id, self.now()))
        self.revoked(whom)


def _staff_id(id: str) -> StaffId:
    return StaffId(PersonId(id))


def _member(one: Colleague) -> Member:
    return Member(
        id=one.id,
        name=one.name,
        roles=one.roles,
        disabled=one.disabled,
        created_at=one.created_at,
        second_step=one.second_step,
    )


def _invited(one: Invitation) -> Invited:
    return Invited(roles=one.roles, expires_at=one.expires_at, created_by=one.created_by)
