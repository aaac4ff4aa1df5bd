"""The team: who they are, and who is asked to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from server.domain.ids import StaffId
from server.domain.session import Role
from server.domain.staff import Colleague, Invitation
from server.stores.accounts.second_steps import has_second_step
from server.stores.database import Database
from server.stores.tables.house import invitations, staff


@dataclass(frozen=True, slots=True)
class SqlTeam:
    db: Database

    async def everybody(self) -> Sequence[Colleague]:
        second = has_second_step().label("second_step")
        async with self.db.read() as tx:
            rows = await tx.execute(select(staff, second).order_by(staff.c.folded))
        return [_colleague(row) for row in rows]

    async def invitations(self, at: datetime) -> Sequence[Invitation]:
        usable = invitations.c.used_at.is_(None) & (invitations.c.expires_at > at)
        wanted = select(invitations).where(usable).order_by(invitations.c.expires_at)
        async with self.db.read() as tx:
            return [invitation_of(row) for row in await tx.execute(wanted)]

    async def invented(self, id: StaffId) -> None:
        """No person is behind it: what it goes through is nobody's exposure."""
        async with self.db.write() as tx:
            await tx.execute(update(staff).where(staff.c.id == id).values(invented=True))


def invitation_of(row: Row[Any]) -> Invitation:
    return Invitation(roles_of(row), row.created_by, row.expires_at)


def roles_of(row: Row[Any]) -> tuple[Role, ...]:
    return tuple(Role(role) for role in row.roles)


def _colleague(row: Row[Any]) -> Colleague:
    return Colleague(
        id=StaffId(row.id),
        name=row.name,
        roles=roles_of(row),
        disabled=row.disabled_at is not None,
        created_at=row.created_at,
        second_step=row.second_step,
    )
