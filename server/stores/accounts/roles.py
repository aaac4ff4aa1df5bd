"""How staff stand now, by the sessions with which they came."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from server.domain.staff import Standing
from server.stores.accounts.staff import roles_of
from server.stores.database import Database
from server.stores.tables.house import staff, staff_sessions


@dataclass(frozen=True, slots=True)
class SqlRoles:
    db: Database

    async def now(self, sessions: Sequence[str]) -> dict[str, Standing]:
        """By the hash of each token. A session that was ended, or whose owner was disabled, is
        not in the answer.
        """
        live = staff_sessions.c.token_hash.in_(sessions) & staff_sessions.c.revoked_at.is_(None)
        wanted = (
            select(staff_sessions.c.token_hash, staff_sessions.c.locked_at, staff.c.roles)
            .join(staff, staff.c.id == staff_sessions.c.staff)
            .where(live, staff.c.disabled_at.is_(None))
        )
        async with self.db.read() as tx:
            return {
                row.token_hash: Standing(roles_of(row), row.locked_at is not None)
                for row in await tx.execute(wanted)
            }
