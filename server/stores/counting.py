"""Heads counted: who is on shift, who waits."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.opening import Staffing
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.rows.duties import AT_WORK
from server.stores.tables import duties, visits


async def staffing(tx: AsyncConnection, seen_since: datetime) -> Staffing:
    """Everybody on shift whose line was up since then, and everybody who waits."""
    there = (duties.c.seen_at >= seen_since) & duties.c.state.in_(AT_WORK)
    counted = select(duties.c.role, func.count()).where(there).group_by(duties.c.role)
    by_role = {row[0]: row[1] for row in await tx.execute(counted)}
    in_queue = visits.c.state.in_((VisitState.WAITING, VisitState.OFFERED))
    waiting = await tx.scalar(select(func.count()).select_from(visits).where(in_queue))
    return Staffing(
        moderators=by_role.get(Role.MODERATOR, 0),
        peers=by_role.get(Role.PEER, 0),
        waiting=waiting or 0,
    )
