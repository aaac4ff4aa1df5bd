"""What somebody tried, and what it earned them, inside somebody's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.training import Attempt, Held
from server.stores import audit
from server.stores.database import Database
from server.stores.tables.training import attempts, certificates


def reason_of(staff: StaffId, certificate: str) -> str:
    """What the reason for withdrawing it is sealed for."""
    return f"{staff}:{certificate}"


async def keep(
    db: Database, tx: AsyncConnection, id: StaffId, attempt: Attempt, gained: Sequence[Held]
) -> None:
    """A certificate that was there is renewed."""
    tried = {
        "staff": id,
        "module": attempt.module,
        "at": attempt.at,
        "right": attempt.right,
        "asked": attempt.asked,
        "passed": attempt.passed,
    }
    await tx.execute(insert(attempts).values(tried))
    for one in gained:
        issuing = db.insert(certificates).values(_row(one))
        renewed = {"issued_at": one.issued_at, "expires_at": one.expires_at}
        given = {"work": one.work, "up_to": one.up_to, "at_once": one.at_once, **renewed}
        await tx.execute(
            issuing.on_conflict_do_update(index_elements=["staff", "certificate"], set_=given)
        )
    if attempt.passed:
        reason = ",".join([attempt.module, *(one.certificate for one in gained)])
        await audit.append(tx, at=attempt.at, who=id, did="pass_module", about=id, reason=reason)


def _row(one: Held) -> dict[str, Any]:
    return {
        "staff": one.staff,
        "certificate": one.certificate,
        "work": one.work,
        "up_to": one.up_to,
        "issued_at": one.issued_at,
        "expires_at": one.expires_at,
        "at_once": one.at_once,
    }
