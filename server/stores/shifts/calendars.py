"""Calendars of the staff that other programs may read, each by its own secret token."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, insert, select, update

from server.domain.ids import PersonId, StaffId
from server.stores.database import Database
from server.stores.tables.house import staff as staff_table
from server.stores.tables.shifts import calendars


@dataclass(frozen=True, slots=True)
class SqlCalendars:
    db: Database

    async def issue(self, staff: StaffId, token_hash: str, at: datetime) -> None:
        """The new token takes the old one's place."""
        row = {"token_hash": token_hash, "staff": staff, "created_at": at}
        async with self.db.write() as tx:
            await tx.execute(_theirs(staff).values(revoked_at=at))
            await tx.execute(insert(calendars).values(row))

    async def revoke(self, staff: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            await tx.execute(_theirs(staff).values(revoked_at=at))

    async def whose(self, token_hash: str) -> StaffId | None:
        """None also where that person works here no more."""
        wanted = (
            select(calendars.c.staff)
            .join(staff_table, staff_table.c.id == calendars.c.staff)
            .where(calendars.c.token_hash == token_hash, calendars.c.revoked_at.is_(None))
            .where(staff_table.c.disabled_at.is_(None))
        )
        async with self.db.read() as tx:
            found: str | None = await tx.scalar(wanted)
        return StaffId(PersonId(found)) if found else None

    async def has(self, staff: StaffId) -> bool:
        live = (calendars.c.staff == staff) & calendars.c.revoked_at.is_(None)
        async with self.db.read() as tx:
            return await tx.scalar(select(calendars.c.token_hash).where(live)) is not None


def _theirs(staff: StaffId) -> Update:
    live = (calendars.c.staff == staff) & calendars.c.revoked_at.is_(None)
    return update(calendars).where(live)
