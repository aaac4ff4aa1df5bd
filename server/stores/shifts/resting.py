"""Who rests, and until when: decided when somebody is about to be ready for visitors."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.exposure import WEEK, Policy, Rest, rest
from server.stores.database import Database
from server.stores.rows import exposures
from server.stores.tables.exposure import rests


@dataclass(frozen=True, slots=True)
class Resting:
    """Inside somebody's transaction."""

    db: Database
    policy: Policy

    async def __call__(self, tx: AsyncConnection, staff: str, at: datetime) -> Rest | None:
        """Work it out anew from what happened, and write it down for the matchmaker."""
        found = (await exposures.of(tx, [staff], at - WEEK)).get(staff, [])
        asked = rest(found, self.policy, at)
        if asked is None:
            await tx.execute(delete(rests).where(rests.c.staff == staff))
            return None
        changed = {"until": asked.until, "reason": asked.reason}
        kept = self.db.insert(rests).values(staff=staff, **changed)
        await tx.execute(kept.on_conflict_do_update(index_elements=[rests.c.staff], set_=changed))
        return asked
