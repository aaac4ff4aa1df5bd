"""Which roles these members of staff have now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from server.domain.ids import PersonId
from server.domain.session import Role
from server.stores.database import Database
from server.stores.house_tables import staff, staff_sessions
from server.stores.staff import roles_of


@dataclass(frozen=True, slots=True)
class SqlRoles:
    db: Database

    async def now(self, people: Sequence[PersonId]) -> dict[PersonId, tuple[Role, ...]]:
        """Who was disabled, or has signed out everywhere, has none and is not in the answer."""
        signed_in = (
            select(staff_sessions.c.staff)
            .where(staff_sessions.c.staff.in_(people), staff_sessions.c.revoked_at.is_(None))
            .distinct()
        )
        able = staff.c.id.in_(signed_in) & staff.c.disabled_at.is_(None)
        async with self.db.read() as tx:
            rows = await tx.execute(select(staff.c.id, staff.c.roles).where(able))
            return {PersonId(row.id): roles_of(row) for row in rows}
