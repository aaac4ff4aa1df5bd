"""Whether two accounts count as two people, inside somebody's transaction."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.second_person import Account, are_two
from server.stores.tables.house import staff


async def require(
    tx: AsyncConnection, first: str, second: str, at: datetime, apart: timedelta
) -> None:
    """`second` answers what `first` has asked or done. Raises StepNotAllowed."""
    wanted = select(staff.c.id, staff.c.created_at, staff.c.made_by)
    rows = await tx.execute(wanted.where(staff.c.id.in_((first, second))))
    known = {row.id: Account(_id(row.id), row.created_at, row.made_by) for row in rows}
    one, other = (known.get(id_, Account(_id(id_), at)) for id_ in (first, second))
    if not are_two(one, other, at, apart):
        raise StepNotAllowed("needs a second person")


def _id(id: str) -> StaffId:
    return StaffId(PersonId(id))
