"""Intake: one row while nobody new is let in, so that it survives every restart."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.intake import Pause, PauseReason
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.tables.house import intake

LOCK: Final = 0x646F6F72  # PostgreSQL's advisory lock of the door
ONLY: Final = 1
_NOW = select(intake)


async def lock(tx: AsyncConnection) -> None:
    """The door, before all else: one person at a time comes in, or it is shut or opened."""
    if tx.dialect.name == "postgresql":  # SQLite's write transaction is the lock
        await tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


async def find(tx: AsyncConnection) -> Pause | None:
    row = (await tx.execute(_NOW)).one_or_none()
    if row is None:
        return None
    return Pause(PauseReason(row.reason), StaffId(row.by), row.at, row.words)


@dataclass(frozen=True, slots=True)
class SqlIntake:
    db: Database

    async def paused(self) -> Pause | None:
        async with self.db.read() as tx:
            return await find(tx)

    async def pause(self, pause: Pause) -> Wake:
        """From the commit on nobody new gets in. Pausing again changes what visitors read."""
        told = {"reason": pause.reason, "words": pause.words, "by": pause.by, "at": pause.at}
        shut = self.db.insert(intake).values(id=ONLY, **told)
        why = pause.words or pause.reason.value
        async with self.db.write() as tx:
            await lock(tx)
            await tx.execute(shut.on_conflict_do_update(index_elements=["id"], set_=told))
            await audit.append(
                tx, at=pause.at, who=pause.by, did="intake_paused", about="queue", reason=why
            )
        return Wake(wall=True, everybody=True)

    async def reopen(self, by: StaffId, at: datetime) -> Wake:
        """Opening what is open changes nothing."""
        async with self.db.write() as tx:
            await lock(tx)
            if not (await tx.execute(delete(intake))).rowcount:
                return Wake()
            await audit.append(tx, at=at, who=by, did="intake_opened", about="queue")
        return Wake(wall=True, everybody=True)
