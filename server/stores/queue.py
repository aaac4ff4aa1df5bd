"""The queue in one moment: who waits, who is ready, who has refused whom."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.ids import StaffId, VisitId
from server.domain.matching import QueuePicture, Ready, Waiting
from server.domain.offer import OfferState
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores import able
from server.stores.counting import staffing
from server.stores.rows import duties as duty_rows
from server.stores.rows import flags
from server.stores.tables import conversations, duties, offers, visits

WAITS = visits.c.state == VisitState.WAITING
REFUSED = (OfferState.DECLINED, OfferState.LAPSED)


async def read(tx: AsyncConnection, seen_since: datetime, refused_since: datetime) -> QueuePicture:
    """Only those whose line is up."""
    return QueuePicture(
        staffing=await staffing(tx, seen_since),
        waiting=await _waiting(tx, seen_since, refused_since),
        ready=await _ready(tx, seen_since),
    )


async def _waiting(
    tx: AsyncConnection, seen_since: datetime, refused_since: datetime
) -> tuple[Waiting, ...]:
    refused, vetoed = await _refused(tx, refused_since), await able.left(tx, WAITS)
    wanted = (
        select(visits, conversations.c.level)
        .join(conversations, conversations.c.id == visits.c.conversation)
        .where(visits.c.state == VisitState.WAITING, visits.c.seen_at >= seen_since)
    )
    return tuple(
        Waiting(
            visit=VisitId(row.id),
            since=row.waiting_since,
            language=row.language,
            topic=row.topic,
            level=Level(row.level),
            not_now=frozenset(refused[row.id]),
            never=vetoed[row.id],
        )
        for row in await tx.execute(wanted)
    )


async def _refused(tx: AsyncConnection, since: datetime) -> dict[str, set[StaffId]]:
    wanted = select(offers.c.visit, offers.c.peer)
    lately = wanted.where(offers.c.state.in_(REFUSED), offers.c.ended_at >= since)
    refused: dict[str, set[StaffId]] = defaultdict(set)
    for row in await tx.execute(lately):
        refused[row.visit].add(StaffId(row.peer))
    return refused


async def _ready(tx: AsyncConnection, seen_since: datetime) -> tuple[Ready, ...]:
    """Without those who are on hold after a report."""
    free = (duties.c.state == DutyState.READY) & duties.c.staff.not_in(flags.held())
    at_work = duty_rows.at_work(Role.PEER, seen_since).where(free)
    return tuple(
        Ready(StaffId(row.staff), row.since, row.languages, row.topics)
        for row in await tx.execute(at_work)
    )
