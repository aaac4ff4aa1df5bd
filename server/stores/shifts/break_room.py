"""The break room: what those on shift say among themselves. Sealed, and gone after half a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.break_room import KEPT, SHOWN, Remark
from server.domain.duty import Availability
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.stores.database import Database
from server.stores.keys.alone import read_alone, sealed_alone
from server.stores.keys.sealing import Sealer
from server.stores.tables.core import duties
from server.stores.tables.house import staff
from server.stores.tables.watch import remarks

WORDS: Final = "remark"  # what they are sealed for


@dataclass(frozen=True, slots=True)
class SqlBreakRoom:
    """Only for who is on shift: StepNotAllowed for everybody else."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def say(self, by: StaffId, ref: str, text: str, at: datetime) -> None:
        """The same `ref` twice is one remark."""
        id_ = self.new_id()
        row = {"id": id_, "ref": ref, "by": by, "at": at, "until": at + KEPT}
        row |= sealed_alone(self.sealer, id_, text, WORDS)
        async with self.db.write() as tx:
            await _require_on_shift(tx, by)
            new = self.db.insert(remarks).values(row)
            await tx.execute(new.on_conflict_do_nothing(index_elements=["by", "ref"]))

    async def read(self, by: StaffId, at: datetime) -> list[Remark]:
        """The newest, the oldest of them first. One whose day's key is gone is left out."""
        wanted = (
            select(remarks, staff.c.name)
            .join(staff, staff.c.id == remarks.c.by, isouter=True)
            .where(remarks.c.until > at)
            .order_by(remarks.c.at.desc(), remarks.c.id)
            .limit(SHOWN)
        )
        async with self.db.read() as tx:
            await _require_on_shift(tx, by)
            rows = (await tx.execute(wanted)).all()
        return [found for row in reversed(rows) if (found := self._remark(row))]

    def _remark(self, row: Row[Any]) -> Remark | None:
        text = read_alone(self.sealer, row, WORDS)
        if text is None:
            return None
        return Remark(row.id, StaffId(PersonId(row.by)), row.name or "", text, row.at)


async def forget(tx: AsyncConnection, at: datetime) -> None:
    await tx.execute(delete(remarks).where(remarks.c.until <= at))


async def _require_on_shift(tx: AsyncConnection, who: StaffId) -> None:
    here = (duties.c.staff == who) & (duties.c.availability != Availability.OFF)
    if await tx.scalar(select(duties.c.staff).where(here).limit(1)) is None:
        raise StepNotAllowed("not on shift")
