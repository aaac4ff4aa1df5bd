"""How staff stand now, by the sessions with which they came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from server.domain.staff import Standing
from server.stores.accounts.second_steps import has_second_step
from server.stores.accounts.staff import roles_of
from server.stores.database import Database
from server.stores.tables.house import staff, staff_sessions


@dataclass(frozen=True, slots=True)
class SqlRoles:
    """`required`: a second step is asked of everybody. Who has none any more has no role."""

    db: Database
    clock: Callable[[], datetime]
    required: bool

    async def now(self, sessions: Sequence[str]) -> dict[str, Standing]:
        """By the hash of each token. A session that is over or was ended, or whose owner was
        disabled, is not in the answer.
        """
        here = counts(self.clock(), required=self.required)
        wanted = (
            select(staff_sessions.c.token_hash, staff_sessions.c.locked_at, staff.c.roles)
            .join(staff, staff.c.id == staff_sessions.c.staff)
            .where(staff_sessions.c.token_hash.in_(sessions), here)
        )
        async with self.db.read() as tx:
            return {
                row.token_hash: Standing(roles_of(row), row.locked_at is not None)
                for row in await tx.execute(wanted)
            }


def counts(at: datetime, *, required: bool) -> ColumnElement[bool]:
    """Whether somebody in `staff` may be here by one of `staff_sessions`."""
    live = staff_sessions.c.revoked_at.is_(None) & (staff_sessions.c.expires_at > at)
    able = live & staff.c.disabled_at.is_(None)
    return able & has_second_step() if required else able
