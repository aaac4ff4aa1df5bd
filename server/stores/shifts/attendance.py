"""Coming to a shift and leaving it: whoever goes to work has checked in to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Duty
from server.domain.sign_up import SIGN_UP, SignUp, SignUpStep
from server.stores.rows import sign_ups
from server.stores.tables.shifts import sign_ups as table


@dataclass(frozen=True, slots=True)
class Attendance:
    """Inside somebody's transaction. `early`: so long before its start a shift may begin."""

    early: timedelta

    async def begins(self, tx: AsyncConnection, duty: Duty, at: datetime) -> None:
        for one in await self._theirs(tx, duty, SignUpStep.CHECK_IN, at):
            if one.ends_at > at:
                here = {"checked_in_at": at, "ended_at": None}
                await sign_ups.step(tx, one, SignUpStep.CHECK_IN, here)

    async def ends(self, tx: AsyncConnection, duty: Duty, at: datetime) -> None:
        for one in await self._theirs(tx, duty, SignUpStep.FINISH, at):
            await sign_ups.step(tx, one, SignUpStep.FINISH, {"ended_at": at})

    async def _theirs(
        self, tx: AsyncConnection, duty: Duty, step: SignUpStep, at: datetime
    ) -> list[SignUp]:
        theirs = sign_ups.standing().where(table.c.staff == duty.staff, table.c.role == duty.role)
        begun = theirs.where(table.c.starts_at <= at + self.early)
        return await sign_ups.read(tx, begun.where(table.c.state.in_(SIGN_UP.before(step))))
