"""Heads counted: who is on shift, who waits."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.opening import Staffing
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.queue import intake
from server.stores.rows.duties import AT_WORK
from server.stores.rows.exposures import resting
from server.stores.rows.on_hold import held
from server.stores.tables.core import duties, visits
from server.stores.tables.exposure import rests

A_WHILE: Final = timedelta(minutes=2)  # away for longer: somebody else may come in
_NOT_NOW = duties.c.staff.in_(held()) | duties.c.staff.in_(resting(bindparam("since")))
_ON_HOLD = (duties.c.role == Role.PEER) & _NOT_NOW
_AT_WORK = (
    select(duties.c.role, func.count())
    .where(duties.c.seen_at >= bindparam("since"), AT_WORK, ~_ON_HOLD)
    .group_by(duties.c.role)
)
_RESTED = (
    select(func.min(rests.c.until))
    .join(duties, (duties.c.staff == rests.c.staff) & (duties.c.role == Role.PEER))
    .where(duties.c.seen_at >= bindparam("since"), AT_WORK, duties.c.staff.not_in(held()))
    .where(rests.c.until > bindparam("since"))
)
WAITING = visits.c.state.in_((VisitState.WAITING, VisitState.OFFERED))
WAITS_HERE = WAITING & (visits.c.seen_at >= bindparam("lately"))
"""Whoever is away for a while keeps their place, but is in nobody's way."""
_WAITING = select(func.count()).select_from(visits).where(WAITS_HERE)
_WHO_WAITS = select(visits.c.id).where(WAITS_HERE)


def lately(seen_since: datetime) -> datetime:
    return seen_since - A_WHILE


async def waiting(tx: AsyncConnection, seen_since: datetime) -> list[str]:
    """Everybody who waits and is here."""
    return list(await tx.scalars(_WHO_WAITS, {"lately": lately(seen_since)}))


async def staffing(tx: AsyncConnection, seen_since: datetime) -> Staffing:
    """Everybody on shift whose line was up since then, and everybody who waits and is here.

    Who is on hold after a report, or rests, can answer nobody new: they don't count as a peer.
    """
    by_role = {row[0]: row[1] for row in await tx.execute(_AT_WORK, {"since": seen_since})}
    heads = await tx.scalar(_WAITING, {"lately": lately(seen_since)})
    peers = by_role.get(Role.PEER, 0)
    return Staffing(
        moderators=by_role.get(Role.MODERATOR, 0),
        peers=peers,
        waiting=heads or 0,
        pause=await intake.find(tx),
        rests_until=None if peers else await tx.scalar(_RESTED, {"since": seen_since}),
    )
