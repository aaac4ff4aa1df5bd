"""Whose turn it is to be called for a flag."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.exposure import WEEK, Policy, rest
from server.domain.flag import EVERYONE_FROM, OWNED, UNANSWERED
from server.domain.ids import StaffId
from server.domain.session import Role
from server.stores.rows import duties, exposures
from server.stores.tables.core import duties as duty_table
from server.stores.tables.core import flags


@dataclass(slots=True)
class Turns:
    """Moderators on duty, the longest free first, with how many flags each has in hand.

    Those who rest after much are called after the others; but nobody in danger waits for a rest.
    """

    in_hand: dict[StaffId, int]
    resting: Collection[StaffId] = frozenset()

    def next(self, after: StaffId | None, barred: StaffId | None = None) -> StaffId | None:
        """The one with the fewest, but not the same again where there is another.

        Nobody is called to a report about themselves, nor to be their own second person.
        """
        able = [one for one in self.in_hand if one != barred]
        others = [one for one in able if one != after] or able
        turn = min(others, key=lambda one: (one in self.resting, self.in_hand[one]), default=None)
        if turn is not None:
            self.in_hand[turn] += 1
        return turn


def calling_everyone(but: str) -> Select[tuple[str]]:
    """Flags that call all who are on duty; not what is not for this one."""
    unanswered = flags.c.state.in_(tuple(UNANSWERED)) & (flags.c.lapses >= EVERYONE_FROM)
    return select(flags.c.id).where(unanswered, flags.c.reported != but)


async def turns(tx: AsyncConnection, seen_since: datetime, policy: Policy, at: datetime) -> Turns:
    claims = (
        select(func.count())
        .where(flags.c.claimed_by == duty_table.c.staff, flags.c.state.in_(OWNED))
        .scalar_subquery()
    )
    on_duty = duties.at_work(Role.MODERATOR, seen_since)
    rows = await tx.execute(on_duty.add_columns(claims.label("claims")))
    in_hand = {StaffId(row.staff): row.claims for row in rows}
    carried = await exposures.of(tx, in_hand, at - WEEK)
    tired = {one for one in in_hand if rest(carried.get(one, ()), policy, at)}
    return Turns(in_hand, tired)
