"""Shifts that begin soon: each is told to its owner once, whoever dies meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from server.domain.ids import StaffId
from server.domain.sign_up import SignUpState
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.rows import sign_ups
from server.stores.tables.shifts import sign_ups as table


@dataclass(frozen=True, slots=True)
class SqlReminders:
    db: Database

    async def due(self, fence: Fence, at: datetime, until: datetime) -> list[StaffId]:
        """Whose shift begins between `at` and `until`, is not checked in to, and not told yet."""
        soon = (table.c.starts_at > at) & (table.c.starts_at <= until)
        new = (table.c.state == SignUpState.TAKEN) & table.c.reminded_at.is_(None)
        async with self.db.write() as tx:
            await fence.check(tx)
            found = await sign_ups.read(tx, sign_ups.standing().where(soon, new))
            if found:
                theirs = table.c.id.in_([one.id for one in found])
                await tx.execute(update(table).where(theirs).values(reminded_at=at))
        return sorted({one.staff for one in found})
