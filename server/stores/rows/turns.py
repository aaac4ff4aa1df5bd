"""Whose turn it is to be called for a flag."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import FlagState
from server.domain.ids import StaffId
from server.domain.session import Role
from server.stores.rows import duties
from server.stores.tables import duties as duty_table
from server.stores.tables import flags


@dataclass(slots=True)
class Turns:
    """Moderators on duty, the longest free first, with how many flags each has in hand."""

    in_hand: dict[StaffId, int]

    def next(self, after: StaffId | None, reported: StaffId | None = None) -> StaffId | None:
        """The one with the fewest, but not the same again where there is another.

        Nobody is called to look at a report about themselves.
        """
        able = [one for one in self.in_hand if one != reported]
        others = [one for one in able if one != after] or able
        turn = min(others, key=self.in_hand.__getitem__, default=None)
        if turn is not None:
            self.in_hand[turn] += 1
        return turn


async def turns(tx: AsyncConnection, seen_since: datetime) -> Turns:
    claims = (
        select(func.count())
        .where(flags.c.claimed_by == duty_table.c.staff, flags.c.state == FlagState.CLAIMED)
        .scalar_subquery()
    )
    on_duty = duties.at_work(Role.MODERATOR, seen_since)
    rows = await tx.execute(on_duty.add_columns(claims.label("claims")))
    return Turns({StaffId(row.staff): row.claims for row in rows})
