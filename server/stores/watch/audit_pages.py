"""The audit, a page at a time, for who looks through it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from server.domain.ids import StaffId
from server.stores import audit as chain
from server.stores.audit import Entry
from server.stores.database import Database
from server.stores.tables.house import audit

COLUMNS: Final = {"who": audit.c.who, "did": audit.c.did, "about": audit.c.about}


@dataclass(frozen=True, slots=True)
class SqlAuditPages:
    db: Database

    async def page(self, before: int, only: dict[str, str], most: int) -> list[Entry]:
        """The newest first, below `before` (0: from the newest on); `only` by column."""
        wanted = select(audit).order_by(audit.c.id.desc()).limit(most)
        if before:
            wanted = wanted.where(audit.c.id < before)
        for name, value in only.items():
            wanted = wanted.where(COLUMNS[name] == value)
        async with self.db.read() as tx:
            return [Entry(**row._asdict()) for row in await tx.execute(wanted)]

    async def looked(self, by: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            await chain.append(tx, at=at, who=by, did="read_audit", about="audit")

    async def verify(self) -> tuple[int, str, int | None]:
        """How many entries, the last hash, and the first that is not what was written."""
        broken = await chain.verify(self.db)
        return *await chain.end(self.db), broken
