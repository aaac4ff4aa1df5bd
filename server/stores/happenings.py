"""What happened on the line since some moment, whether or not its conversation is forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.happened import Came, Felt, Flagged, Happened, Referred, Wrapped
from server.domain.later import LaterAnswer, Reached, Safe
from server.stores.database import Database
from server.stores.rows import counted
from server.stores.tables.core import flags, visits
from server.stores.tables.exposure import exposures
from server.stores.tables.house import waits
from server.stores.tables.referrals import later_answers, referrals
from server.stores.tables.silences import outcomes


@dataclass(frozen=True, slots=True)
class SqlHappenings:
    db: Database

    async def since(self, start: datetime) -> Happened:
        """In one moment, without whose it was."""
        async with self.db.read() as tx:
            return Happened(
                came=await _came(tx, start),
                flagged=await _flagged(tx, start),
                referrals=await _referrals(tx, start),
                felt=await _felt(tx, start),
                talked=await _talked(tx, start),
                wrapped=await _wrapped(tx, start),
                later=await _later(tx, start),
            )


async def _came(tx: AsyncConnection, start: datetime) -> tuple[Came, ...]:
    rows = await tx.execute(select(waits).where(waits.c.ended_at >= start))
    return tuple(
        Came(
            at=row.ended_at - timedelta(seconds=row.seconds),
            language=row.language,
            topic=row.topic,
            waited=timedelta(seconds=row.seconds),
            answered=row.answered,
        )
        for row in rows
    )


async def _flagged(tx: AsyncConnection, start: datetime) -> tuple[Flagged, ...]:
    rows = await tx.execute(counted.raised().where(flags.c.raised_at >= start))
    return (*map(counted.flagged, rows), *await counted.since(tx, Flagged, start))


async def _referrals(tx: AsyncConnection, start: datetime) -> tuple[str, ...]:
    wanted = select(referrals.c.state).where(referrals.c.offered_at >= start)
    gone = await counted.since(tx, Referred, start)
    return (*await tx.scalars(wanted), *(one.state for one in gone))


async def _felt(tx: AsyncConnection, start: datetime) -> tuple[Felt, ...]:
    rows = await tx.execute(counted.felt().where(visits.c.ended_at >= start))
    return (*map(counted.feeling, rows), *await counted.since(tx, Felt, start))


async def _talked(tx: AsyncConnection, start: datetime) -> timedelta:
    wanted = select(exposures.c.began_at, exposures.c.ended_at)
    rows = await tx.execute(wanted.where(exposures.c.ended_at >= start))
    return sum((row.ended_at - row.began_at for row in rows), timedelta())


async def _wrapped(tx: AsyncConnection, start: datetime) -> tuple[Wrapped, ...]:
    rows = await tx.execute(select(outcomes).where(outcomes.c.at >= start))
    return (*map(counted.wrapped, rows), *await counted.since(tx, Wrapped, start))


async def _later(tx: AsyncConnection, start: datetime) -> tuple[LaterAnswer, ...]:
    rows = await tx.execute(select(later_answers).where(later_answers.c.answered_at >= start))
    return tuple(
        LaterAnswer(
            reached=Reached(row.reached) if row.reached else None,
            helped=row.helped,
            safe=Safe(row.safe) if row.safe else None,
        )
        for row in rows
    )
