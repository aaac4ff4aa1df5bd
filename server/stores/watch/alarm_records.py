"""What moderators said resolved flags were, with the reasons that the flags gave."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from server.domain.flag import FlagState, Outcome
from server.stores.database import Database
from server.stores.tables.core import flags


@dataclass(frozen=True, slots=True)
class SqlAlarmRecords:
    db: Database

    async def resolved(self, since: datetime) -> list[tuple[tuple[str, ...], Outcome]]:
        """Of flags that are not forgotten yet. A report about a peer is no alarm."""
        wanted = select(flags.c.reasons, flags.c.outcome).where(
            flags.c.state == FlagState.RESOLVED,
            flags.c.resolved_at >= since,
            flags.c.reported == "",
        )
        async with self.db.read() as tx:
            return [(row.reasons, Outcome(row.outcome)) for row in await tx.execute(wanted)]
