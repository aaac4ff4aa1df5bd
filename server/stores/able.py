"""Peers who could answer, and whom each visitor has left."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Duty, DutyState
from server.domain.ids import StaffId, VisitId
from server.domain.session import Role
from server.stores.house_tables import vetoes
from server.stores.match_tables import preferences as chosen
from server.stores.rows import duties, exposures, flags, preferences
from server.stores.tables import duties as duty_table
from server.stores.tables import visits


async def peers(tx: AsyncConnection, seen_since: datetime) -> tuple[Duty, ...]:
    """On shift, their line up, not on hold after a report, and not resting."""
    able = duties.at_work(Role.PEER, seen_since).where(
        duty_table.c.staff.not_in(flags.held()),
        duty_table.c.staff.not_in(exposures.resting(seen_since)),
    )
    return tuple(duties.duty_of(row) for row in await tx.execute(able))


async def colleagues(
    tx: AsyncConnection, conversation: str, by: str, seen_since: datetime
) -> list[Duty]:
    """Who but `by` could go on with this conversation: free peers first, then moderators.

    Nobody who must not be offered to this visitor, and no peer who is on hold or rests.
    """
    here = visits.c.conversation == conversation
    row = (await tx.execute(select(visits.c.id, visits.c.language).where(here))).one()
    not_with = (await never(tx, here))[row.id]
    found: list[Duty] = []
    for role in (Role.PEER, Role.MODERATOR):
        able = duties.at_work(role, seen_since).where(
            duty_table.c.state == DutyState.READY,
            duty_table.c.staff != by,
            duty_table.c.staff.not_in(flags.held()),
            duty_table.c.staff.not_in(not_with),
            duty_table.c.staff.not_in(exposures.resting(seen_since)),
        )
        found += [duties.duty_of(row) for row in await tx.execute(able)]
    return [duty for duty in found if duty.role is Role.MODERATOR or row.language in duty.languages]


async def never(
    tx: AsyncConnection, which: ColumnElement[bool]
) -> Mapping[VisitId, frozenset[StaffId]]:
    """Who must not be offered to each visitor, for the visits of which `which` holds.

    Those whom they have left, those with whom they would rather not talk, and those who keep out
    of the topic.
    """
    found = defaultdict(frozenset, await left(tx, which))
    told = list((await preferences.disclosed(tx)).values())
    wanted = select(visits.c.id, visits.c.topic, chosen.c.veto)
    for row in await tx.execute(wanted.join(chosen, isouter=True).where(which)):
        unsuited = {one.staff for one in told if not one.suits(row.topic, row.veto)}
        found[VisitId(row.id)] |= unsuited
    return found


async def left(
    tx: AsyncConnection, which: ColumnElement[bool]
) -> Mapping[VisitId, frozenset[StaffId]]:
    """Whom each visitor has left, for the visits of which `which` holds."""
    wanted = select(vetoes).join(visits, visits.c.id == vetoes.c.visit).where(which)
    found: dict[VisitId, frozenset[StaffId]] = defaultdict(frozenset)
    for row in await tx.execute(wanted):
        found[VisitId(row.visit)] |= {StaffId(row.peer)}
    return found
