"""Who rests, and until when: decided when somebody is about to be ready, or to be called."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Duty
from server.domain.exposure import WEEK, Policy, Rest, rest
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores import audit
from server.stores.database import Database
from server.stores.rows import duties, exposures
from server.stores.rows.turns import calling_everyone
from server.stores.tables.core import duties as duty_table
from server.stores.tables.exposure import rests


@dataclass(frozen=True, slots=True)
class Resting:
    """Inside somebody's transaction. Who has not been seen for so long as `away` is not there."""

    db: Database
    policy: Policy
    away: timedelta

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

    async def to_be_called(self, tx: AsyncConnection, duty: Duty) -> None:
        """A moderator who rests goes on duty only where they are needed, and that is kept.

        Raises Refusal(RESTING). The last step of a transaction: it may write to the audit.
        """
        asked = await self(tx, duty.staff, duty.since)
        if asked is None:
            return
        why = await self._needed(tx, duty)
        if why is None:
            left = (asked.until - duty.since).total_seconds()
            raise Refusal(Code.RESTING, retry_after=left)
        who = {"who": duty.staff, "about": duty.staff}
        await audit.append(tx, at=duty.since, did="called_in_rest", reason=why, **who)

    async def _needed(self, tx: AsyncConnection, duty: Duty) -> str | None:
        """Nobody in danger waits for a rest."""
        on_duty = duties.at_work(Role.MODERATOR, duty.since - self.away)
        others = on_duty.where(duty_table.c.staff != duty.staff)
        if (await tx.execute(others.limit(1))).one_or_none() is None:
            return "nobody else"
        calls = await tx.scalar(calling_everyone(duty.staff).limit(1))
        return "a flag calls everybody" if calls else None
