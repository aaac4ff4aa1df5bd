"""Absences: who answers no offer, or wraps up without end, is away until they say otherwise."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Availability, Duty
from server.domain.load import DutyStep
from server.domain.offer import OfferState
from server.domain.presence import Presence
from server.domain.session import Role
from server.domain.set_back import is_ahead
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.rows import duties as rows
from server.stores.tables.core import duties, offers

_ALONE = (duties.c.role == Role.PEER) & (duties.c.offered == 0) & (duties.c.talking == 0)
_WRAPS_UP = duties.c.availability.in_((Availability.READY, Availability.GOING)) & (
    duties.c.wrapping > 0
)
# Ready again because an offer ran out, and since then nothing else.
_LET_ONE_LAPSE = (
    rows.AT_WORK
    & (duties.c.wrapping == 0)
    & exists().where(
        offers.c.peer == duties.c.staff,
        offers.c.state == OfferState.LAPSED,
        offers.c.ended_at == duties.c.since,
    )
)


@dataclass(frozen=True, slots=True)
class SqlAbsences:
    db: Database
    presence: Presence

    async def note(self, fence: Fence, at: datetime) -> list[Wake]:
        """For the one leader. Nobody is taken out of a conversation by this."""
        too_long = _WRAPS_UP & (duties.c.since < at - self.presence.wrap_up)
        wanted = select(duties).where(_ALONE, too_long | _LET_ONE_LAPSE)
        async with self.db.write() as tx:
            await fence.check(tx)
            ordered = wanted.order_by(*duties.primary_key)
            found = [rows.duty_of(row) for row in await tx.execute(self.db.lock(ordered))]
            return [
                await self._away(tx, one, at) for one in found if await self._is_away(tx, one, at)
            ]

    async def _is_away(self, tx: AsyncConnection, duty: Duty, at: datetime) -> bool:
        if duty.load.wrapping:
            return True
        answered = offers.c.state.not_in((OfferState.OPEN, OfferState.WITHDRAWN))
        newest = select(offers.c.state).where(offers.c.peer == duty.staff, answered)
        if duty.here_at and not is_ahead(duty.here_at, at):
            newest = newest.where(offers.c.made_at >= duty.here_at)
        newest = newest.order_by(offers.c.ended_at.desc()).limit(self.presence.missed)
        return self.presence.doubted([OfferState(one) for one in await tx.scalars(newest)])

    async def _away(self, tx: AsyncConnection, duty: Duty, at: datetime) -> Wake:
        await rows.step(tx, duty, DutyStep.GO_AWAY, at)
        wake = Wake(wall=True, queue=True)
        wake.look(duty.role, duty.staff)
        return wake
