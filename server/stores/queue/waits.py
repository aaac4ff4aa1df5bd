"""How long people waited: a bare row for each wait, and those who wait still."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.visit import ROOMS, Visit, VisitState
from server.domain.waits import Like, Waited
from server.stores.database import Database
from server.stores.tables.core import visits
from server.stores.tables.house import waits

KEPT: Final = timedelta(days=28)
MOST: Final = 2000


async def note(tx: AsyncConnection, visit: Visit, more: Mapping[str, Any]) -> None:
    """The first wait of this visit ends with this step: answered, or left without an answer."""
    ended = more.get("matched_at") or more.get("ended_at")
    if visit.matched_at is not None or ended is None or visit.state in ROOMS:
        return
    if visit.state is VisitState.LAPSED:  # since they were last here they were away
        seen = select(visits.c.seen_at).where(visits.c.id == visit.id)
        ended = (await tx.execute(seen)).scalar_one()
    wait = {
        "ended_at": ended.replace(second=0, microsecond=0),
        "hour": visit.arrived_at.astimezone(UTC).hour,
        "language": visit.intake.language,
        "topic": visit.intake.topic,
        "seconds": max(0, round((ended - visit.arrived_at).total_seconds())),
        "answered": "matched_at" in more,
    }
    await tx.execute(insert(waits).values(wait))


async def forget(tx: AsyncConnection, at: datetime) -> None:
    await tx.execute(delete(waits).where(waits.c.ended_at < at - KEPT))


@dataclass(frozen=True, slots=True)
class SqlWaits:
    db: Database

    async def history(self, at: datetime) -> list[Waited]:
        """The newest that ended, and everybody who waits for a first answer or was away too long.

        Whoever was may come back and go on waiting: until then it lasted as long as they were here.
        """
        newest = select(waits).where(waits.c.ended_at >= at - KEPT)
        newest = newest.order_by(waits.c.ended_at.desc()).limit(MOST)
        async with self.db.read() as tx:
            ended = [_ended(row, at) for row in await tx.execute(newest)]
            return ended + [_unanswered(row, at) for row in await tx.execute(_UNANSWERED)]


_UNANSWERED = select(
    visits.c.arrived_at, visits.c.seen_at, visits.c.state, visits.c.language, visits.c.topic
).where(
    visits.c.state.in_((VisitState.WAITING, VisitState.OFFERED, VisitState.LAPSED)),
    visits.c.matched_at.is_(None),
)


def _ended(row: Row[Any], at: datetime) -> Waited:
    like = Like(row.language, row.topic, row.hour)
    return Waited(like, timedelta(seconds=row.seconds), row.answered, at - row.ended_at)


def _unanswered(row: Row[Any], at: datetime) -> Waited:
    like = Like(row.language, row.topic, row.arrived_at.astimezone(UTC).hour)
    lapsed = row.state == VisitState.LAPSED
    until = row.seen_at if lapsed else at
    time = max(until - row.arrived_at, timedelta())
    return Waited(like, time, answered=False, ago=at - until if lapsed else None)
