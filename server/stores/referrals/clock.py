"""The clock of referrals: what nobody answers, hands over or confirms in time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.escalation import Raising
from server.domain.referral import RUNNING, Referral, ReferralState, ReferralStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.leases import Fence
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import referrals as rows
from server.stores.tables.referrals import referrals

RaisingFor = Callable[[ReferralState, Level], Raising]
CLOCK = "clock"  # who raised a flag that no person raised


@dataclass(frozen=True, slots=True)
class SqlReferralClock:
    db: Database
    sealer: Sealer
    calling: Calling
    patience: Mapping[ReferralState, timedelta]

    async def expire(self, fence: Fence, raising: RaisingFor, at: datetime) -> list[Wake]:
        """An offer that nobody answered ends; what is accepted is asked about again and again."""
        async with self.db.write() as tx:
            await fence.check(tx)
            due = (await tx.execute(select(referrals).where(_late(at)))).all()
            await talks.with_backstages(self.db, tx, [row.conversation for row in due])
            return [wake for row in due for wake in await self._turn(tx, row.id, raising, at)]

    async def _turn(
        self, tx: AsyncConnection, id: str, raising: RaisingFor, at: datetime
    ) -> list[Wake]:
        talk = await talks.one(self.db, tx, await rows.talk_of(tx, id))
        found, _ = await rows.one(self.db, tx, self.sealer, id)
        if found.state not in RUNNING or found.expires_at > at:
            return []  # somebody was faster
        await self._over(tx, found, at)
        why = raising(found.state, talk.level)
        await self.calling.call(tx, talk, why, by=CLOCK, at=at, first=found.offered_by)
        wake = Wake(wall=True)
        wake.look_in(talk)
        return [wake]

    async def _over(self, tx: AsyncConnection, referral: Referral, at: datetime) -> None:
        if referral.state is ReferralState.OFFERED:
            await rows.step(tx, referral, ReferralStep.EXPIRE, {"ended_at": at})
            return
        later = {"expires_at": at + self.patience[referral.state]}
        await tx.execute(update(referrals).where(referrals.c.id == referral.id).values(later))


def _late(at: datetime) -> ColumnElement[bool]:
    return referrals.c.state.in_(tuple(RUNNING)) & (referrals.c.expires_at <= at)
