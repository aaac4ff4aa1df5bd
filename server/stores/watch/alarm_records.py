"""What moderators said resolved flags were, with the reasons that the flags gave."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from server.domain.flag import FlagState, Outcome
from server.domain.happened import Judged
from server.stores.database import Database
from server.stores.rows import counted
from server.stores.tables.core import flags


@dataclass(frozen=True, slots=True)
class SqlAlarmRecords:
    db: Database

    async def resolved(self, since: datetime) -> list[tuple[tuple[str, ...], Outcome]]:
        """Also of flags that are forgotten. A report about a peer is no alarm."""
        wanted = select(flags.c.reasons, flags.c.outcome).where(
            flags.c.state == FlagState.RESOLVED,
            flags.c.resolved_at >= since,
            flags.c.reported == "",
        )
        async with self.db.read() as tx:
            kept = [(row.reasons, Outcome(row.outcome)) for row in await tx.execute(wanted)]
            gone = await counted.since(tx, Judged, since)
        return kept + [(one.reasons, one.outcome) for one in gone]
