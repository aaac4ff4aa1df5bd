"""Attempts at quizzes, and the certificates that they earned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from moderation.verdict import Level
from server.domain.ids import StaffId
from server.domain.training import Attempt, Held, Work
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.rows import trained
from server.stores.tables.training import attempts, certificates


@dataclass(frozen=True, slots=True)
class SqlTrainings:
    db: Database
    key: HouseKey

    async def attempts(self, id: StaffId) -> Sequence[Attempt]:
        wanted = select(attempts).where(attempts.c.staff == id).order_by(attempts.c.id)
        async with self.db.read() as tx:
            return [_attempt(row) for row in await tx.execute(wanted)]

    async def keep(self, id: StaffId, attempt: Attempt, gained: Sequence[Held]) -> None:
        """The attempt, and with it what it earned: a certificate that was there is renewed."""
        async with self.db.write() as tx:
            await trained.keep(self.db, tx, id, attempt, gained)

    async def held(self, id: StaffId) -> Sequence[Held]:
        """All of one person, those that are over or withdrawn too."""
        return await self._held(certificates.c.staff == id)

    async def all_held(self) -> Sequence[Held]:
        """What ends first comes first; those that are over, too."""
        return await self._held()

    async def _held(self, *which: Any) -> Sequence[Held]:
        wanted = select(certificates).where(*which).order_by(certificates.c.expires_at)
        async with self.db.read() as tx:
            return [self._one(row) for row in await tx.execute(wanted)]

    def _one(self, row: Row[Any]) -> Held:
        sealed, about = row.reason, trained.reason_of(row.staff, row.certificate)
        return _held(row, self.key.unseal(sealed, about).decode() if sealed else "")


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(row.module, row.at, row.right, row.asked, row.passed)


def _held(row: Row[Any], reason: str) -> Held:
    return Held(
        staff=StaffId(row.staff),
        certificate=row.certificate,
        work=Work(row.work),
        up_to=Level(row.up_to),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
        reason=reason,
        at_once=row.at_once,
    )
