"""Browsers in which somebody of the team is signed in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.staff import NewSession, StaffMember
from server.stores import audit
from server.stores.database import Database
from server.stores.house_tables import staff, staff_sessions
from server.stores.staff import member_of


@dataclass(frozen=True, slots=True)
class SqlSessions:
    db: Database

    async def credentials(self, name: str) -> tuple[StaffId, str] | None:
        able = (staff.c.folded == name) & staff.c.disabled_at.is_(None)
        async with self.db.read() as tx:
            found = await tx.execute(select(staff.c.id, staff.c.password_hash).where(able))
            row = found.one_or_none()
        return (StaffId(row.id), row.password_hash) if row else None

    async def begin(self, id: StaffId, session: NewSession) -> StaffMember | None:
        wanted = select(staff).where(staff.c.id == id, staff.c.disabled_at.is_(None))
        async with self.db.write() as tx:
            # Locked: whoever is being disabled at this moment gets no session that outlives it.
            row = (await tx.execute(self.db.lock(wanted))).one_or_none()
            if row is None:
                return None
            await add(tx, id, session)
            await audit.append(tx, at=session.at, who=id, did="sign_in", about=id)
            return member_of(row)

    async def end(self, token_hash: str, at: datetime) -> StaffId | None:
        live = (staff_sessions.c.token_hash == token_hash) & staff_sessions.c.revoked_at.is_(None)
        ending = update(staff_sessions).where(live).values(revoked_at=at)
        async with self.db.write() as tx:
            found = await tx.scalar(ending.returning(staff_sessions.c.staff))
            if found is None:
                return None
            await audit.append(tx, at=at, who=found, did="sign_out", about=found)
        return StaffId(found)

    async def of(self, token_hash: str, at: datetime) -> StaffMember | None:
        wanted = select(staff).join(staff_sessions, staff_sessions.c.staff == staff.c.id)
        live = wanted.where(
            staff_sessions.c.token_hash == token_hash,
            staff_sessions.c.revoked_at.is_(None),
            staff_sessions.c.expires_at > at,
            staff.c.disabled_at.is_(None),
        )
        async with self.db.read() as tx:
            row = (await tx.execute(live)).one_or_none()
        return member_of(row) if row else None


async def add(tx: AsyncConnection, id: StaffId, session: NewSession) -> None:
    await tx.execute(
        insert(staff_sessions).values(
            token_hash=session.token_hash,
            staff=id,
            created_at=session.at,
            expires_at=session.expires_at,
        )
    )
