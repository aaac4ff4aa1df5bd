"""Pages: each attempt to reach somebody who is not at the wall, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from server.domain.ids import FlagId
from server.stores.database import Database
from server.stores.house_tables import pages


@dataclass(frozen=True, slots=True)
class SqlPages:
    db: Database

    async def paged(
        self,
        flag: FlagId,
        *,
        channel: str,
        attempt: int,
        at: datetime,
        delivered: bool,
        status: str,
    ) -> None:
        """`delivered` only on an answer."""
        row = {
            "flag": flag,
            "channel": channel,
            "attempt": attempt,
            "at": at,
            "delivered": delivered,
            "status": status,
        }
        async with self.db.write() as tx:
            await tx.execute(insert(pages).values(row))
