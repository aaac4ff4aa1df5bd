"""What somebody of the team may do, and who may no longer come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.risk.calling import Calling
from server.stores.tables.house import staff, staff_sessions
from server.stores.talk.departing import ROLES, depart


@dataclass(frozen=True, slots=True)
class SqlRights:
    """Who may no longer work is off duty in the same step."""

    db: Database
    calling: Calling

    async def grant(self, id: StaffId, roles: tuple[Role, ...], by: StaffId, at: datetime) -> Wake:
        lost = [role for role in ROLES if role not in roles]
        async with self.db.write() as tx:
            wake = await depart(self.calling, tx, id, at, lost)
            them = await self._locked(tx, id)
            if Role.ADMINISTRATOR not in roles:
                self._keep_one_administrator(them, id)
            await tx.execute(update(staff).where(staff.c.id == id).values(roles=roles))
            await _noted(tx, at, by, "grant_roles", id, ",".join(roles))
        return wake

    async def disable(self, id: StaffId, by: StaffId, at: datetime) -> Wake:
        async with self.db.write() as tx:
            wake = await depart(self.calling, tx, id, at)
            self._keep_one_administrator(await self._locked(tx, id), id)
            await tx.execute(update(staff).where(staff.c.id == id).values(disabled_at=at))
            theirs = (staff_sessions.c.staff == id) & staff_sessions.c.revoked_at.is_(None)
            await tx.execute(update(staff_sessions).where(theirs).values(revoked_at=at))
            await _noted(tx, at, by, "disable", id)
        return wake

    async def enable(self, id: StaffId, by: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            await self._locked(tx, id)
            await tx.execute(update(staff).where(staff.c.id == id).values(disabled_at=None))
            await _noted(tx, at, by, "enable", id)

    async def _locked(self, tx: AsyncConnection, id: StaffId) -> Sequence[Row[Any]]:
        """All of the team, so that two administrators can't remove each other at once."""
        them = (await tx.execute(self.db.lock(select(staff).order_by(staff.c.id)))).all()
        if all(row.id != id for row in them):
            raise Refusal(Code.NOT_FOUND)
        return them

    @staticmethod
    def _keep_one_administrator(them: Sequence[Row[Any]], without: StaffId) -> None:
        able = {row.id for row in them if not row.disabled_at and Role.ADMINISTRATOR in row.roles}
        if able == {without}:
            raise Refusal(Code.NOT_NOW)


async def _noted(
    tx: AsyncConnection, at: datetime, by: StaffId, did: str, about: str, *reason: str
) -> None:
    await audit.append(tx, at=at, who=by, did=did, about=about, reason="".join(reason))
