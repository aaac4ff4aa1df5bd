"""Practice conversations: sealed while they last, and then only which marks were met."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
from sqlalchemy import Row, select, update

from server.domain.ids import StaffId
from server.domain.practice import Ended, Run
from server.domain.refusal import Code, Refusal
from server.domain.training import Attempt, Held
from server.stores.database import Database
from server.stores.keys.alone import key_of, read_alone, sealed_alone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import trained
from server.stores.tables.training import practices

ABOUT: Final = "practice"
AGAIN: Final = 1.0  # seconds after which to try again where another page was quicker


@dataclass(frozen=True, slots=True)
class SqlPractices:
    """In a table of their own: no queue, report, meter or wall ever counts them."""

    db: Database
    sealer: Sealer

    async def begin(self, run: Run) -> None:
        """It takes the place of the one before."""
        row = {
            "id": run.id,
            "scenario": run.scenario,
            "began_at": run.began_at,
            "version": run.version,
            "ended_at": None,
            "met": None,
            **sealed_alone(self.sealer, run.id, _written(run), ABOUT),
        }
        beginning = self.db.insert(practices).values(staff=run.staff, **row)
        async with self.db.write() as tx:
            await tx.execute(beginning.on_conflict_do_update(index_elements=["staff"], set_=row))

    async def of(self, staff: StaffId) -> Run | Ended | None:
        """None too where its day's key is gone."""
        async with self.db.read() as tx:
            row = (await tx.execute(select(practices).where(practices.c.staff == staff))).first()
        if row is None:
            return None
        if row.ended_at is not None:
            return Ended(row.scenario, row.ended_at, tuple(one == "y" for one in row.met))
        return self._run(row)

    async def keep(self, run: Run) -> None:
        """Raises Refusal TOO_FAST where another page of theirs was quicker."""
        async with self.db.write() as tx:
            row = (await tx.execute(select(practices).where(practices.c.id == run.id))).first()
            later = replace(run, version=run.version + 1)
            values = {"version": later.version, "sealed": row and self._sealed(later, row)}
            self._one(await tx.execute(_same(run).values(values)))

    async def end(self, run: Run, ended: Ended, attempt: Attempt, gained: Sequence[Held]) -> None:
        met = "".join("y" if one else "n" for one in ended.met)
        values = {"version": run.version + 1, "sealed": DESTROYED, "wrapped_key": DESTROYED}
        async with self.db.write() as tx:
            ending = _same(run).values(ended_at=ended.at, met=met, **values)
            self._one(await tx.execute(ending))
            await trained.keep(self.db, tx, run.staff, attempt, gained)

    @staticmethod
    def _one(done: Any) -> None:
        if not done.rowcount:
            raise Refusal(Code.TOO_FAST, retry_after=AGAIN)

    def _sealed(self, run: Run, row: Row[Any]) -> bytes:
        return self.sealer.words(run.id, key_of(row), _written(run), ABOUT)

    def _run(self, row: Row[Any]) -> Run | None:
        words = read_alone(self.sealer, row, ABOUT)
        return msgspec.json.decode(words, type=Run) if words else None


def _written(run: Run) -> str:
    return msgspec.json.encode(run).decode()


def _same(run: Run) -> Any:
    return update(practices).where(
        practices.c.id == run.id,
        practices.c.version == run.version,
        practices.c.ended_at.is_(None),
    )
