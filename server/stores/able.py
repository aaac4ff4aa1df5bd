"""Peers who could answer, and whom each visitor has left."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Duty
from server.domain.ids import StaffId, VisitId
from server.domain.session import Role
from server.stores.house_tables import vetoes
from server.stores.rows import duties, flags
from server.stores.tables import duties as duty_table
from server.stores.tables import visits


async def peers(tx: AsyncConnection, seen_since: datetime) -> tuple[Duty, ...]:
    """On shift, their line up, and not on hold after a report."""
    able = duties.at_work(Role.PEER, seen_since).where(duty_table.c.staff.not_in(flags.held()))
    return tuple(duties.duty_of(row) for row in await tx.execute(able))


async def left(
    tx: AsyncConnection, which: ColumnElement[bool]
) -> Mapping[VisitId, frozenset[StaffId]]:
    """Whom each visitor has left, for the visits of which `which` holds."""
    wanted = select(vetoes).join(visits, visits.c.id == vetoes.c.visit).where(which)
    found: dict[VisitId, frozenset[StaffId]] = defaultdict(frozenset)
    for row in await tx.execute(wanted):
        found[VisitId(row.visit)] |= {StaffId(row.peer)}
    return found
