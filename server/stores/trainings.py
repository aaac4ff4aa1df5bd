"""Attempts at quizzes, and the certificates that they earned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from moderation.verdict import Level
from server.domain.ids import StaffId
from server.domain.training import Attempt, Held, Work
from server.stores import audit
from server.stores.database import Database
from server.stores.training_tables import attempts, certificates


@dataclass(frozen=True, slots=True)
class SqlTrainings:
    db: Database

    async def attempts(self, id: StaffId) -> Sequence[Attempt]:
        wanted = select(attempts).where(attempts.c.staff == id).order_by(attempts.c.id)
        async with self.db.read() as tx:
            return [_attempt(row) for row in await tx.execute(wanted)]

    async def keep(self, id: StaffId, attempt: Attempt, gained: Sequence[Held]) -> None:
        """The attempt, and with it what it earned: a certificate that was there is renewed."""
        tried = {
            "staff": id,
            "module": attempt.module,
            "at": attempt.at,
            "right": attempt.right,
            "asked": attempt.asked,
            "passed": attempt.passed,
        }
        async with self.db.write() as tx:
            await tx.execute(insert(attempts).values(tried))
            for one in gained:
                issuing = self.db.insert(certificates).values(_row(one))
                renewed = {"issued_at": one.issued_at, "expires_at": one.expires_at}
                given = {"work": one.work, "up_to": one.up_to, **renewed}
                await tx.execute(
                    issuing.on_conflict_do_update(
                        index_elements=["staff", "certificate"], set_=given
                    )
                )
            if attempt.passed:
                reason = ",".join([attempt.module, *(one.certificate for one in gained)])
                at = attempt.at
                await audit.append(tx, at=at, who=id, did="pass_module", about=id, reason=reason)

    async def held(self, id: StaffId, at: datetime) -> Sequence[Held]:
        """Those of one person that count now."""
        return [one for one in await self._held(certificates.c.staff == id) if one.expires_at > at]

    async def all_held(self) -> Sequence[Held]:
        """What ends first comes first; those that are over, too."""
        return await self._held()

    async def _held(self, *which: Any) -> Sequence[Held]:
        wanted = select(certificates).where(*which).order_by(certificates.c.expires_at)
        async with self.db.read() as tx:
            return [_held(row) for row in await tx.execute(wanted)]


def _row(one: Held) -> dict[str, Any]:
    return {
        "staff": one.staff,
        "certificate": one.certificate,
        "work": one.work,
        "up_to": one.up_to,
        "issued_at": one.issued_at,
        "expires_at": one.expires_at,
    }


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(row.module, row.at, row.right, row.asked, row.passed)


def _held(row: Row[Any]) -> Held:
    return Held(
        staff=StaffId(row.staff),
        certificate=row.certificate,
        work=Work(row.work),
        up_to=Level(row.up_to),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
    )
