"""Shifts: who signs up for which, and who gives one up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.sign_up import SignUp, SignUpState, SignUpStep
from server.stores.database import Database
from server.stores.rows import sign_ups
from server.stores.shifts import swaps
from server.stores.tables.shifts import sign_ups as table


@dataclass(frozen=True, slots=True)
class SqlShifts:
    db: Database

    async def between(self, start: datetime, end: datetime) -> list[SignUp]:
        """Everybody who is signed up for any time between."""
        wanted = sign_ups.standing().where(table.c.ends_at > start, table.c.starts_at < end)
        async with self.db.read() as tx:
            return await sign_ups.read(tx, wanted)

    async def of(self, staff: StaffId, start: datetime) -> list[SignUp]:
        """What this person has signed up for and is not over then."""
        wanted = sign_ups.standing().where(table.c.staff == staff, table.c.ends_at > start)
        async with self.db.read() as tx:
            return await sign_ups.read(tx, wanted)

    async def take(self, wanted: Sequence[SignUp], at: datetime) -> int:
        """Sign one person up for each that they are free for; returns for how many.

        Raises Refusal(TAKEN) where they are free for none.
        """
        async with self.db.write() as tx:
            await self._require_role(tx, wanted[0])
            taken = [one for one in wanted if await sign_ups.free(tx, one.staff, one)]
            if not taken:
                raise Refusal(Code.TAKEN)
            await tx.execute(insert(table), [_row(one, at) for one in taken])
        return len(taken)

    async def release(self, staff: StaffId, id: str, at: datetime, *, onwards: bool) -> int:
        """Give it up; with `onwards` also what follows in its series. Not once it has begun."""
        async with self.db.write() as tx:
            await sign_ups.colleagues(self.db, tx, [staff])
            one = await sign_ups.one(self.db, tx, id, staff)
            if one.starts_at <= at:
                raise StepNotAllowed("it has begun")
            given = [one, *(await self._later(tx, one) if onwards else ())]
            for each in given:
                await sign_ups.step(tx, each, SignUpStep.RELEASE, {"ended_at": at})
            await swaps.withdraw(tx, [each.id for each in given], at)
        return len(given)

    async def _later(self, tx: AsyncConnection, one: SignUp) -> list[SignUp]:
        if one.series is None:
            return []
        series = sign_ups.standing().where(table.c.series == one.series)
        mine = series.where(table.c.staff == one.staff, table.c.state == SignUpState.TAKEN)
        return await sign_ups.read(tx, mine.where(table.c.starts_at > one.starts_at))

    async def _require_role(self, tx: AsyncConnection, wanted: SignUp) -> None:
        known = await sign_ups.colleagues(self.db, tx, [wanted.staff])
        if wanted.role not in known.get(wanted.staff, ()):
            raise Refusal(Code.NOT_FOUND)


def _row(one: SignUp, at: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "block": one.block,
        "day": one.day.isoformat(),
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "role": one.role,
        "staff": one.staff,
        "series": one.series,
        "state": one.state,
        "taken_at": at,
    }
