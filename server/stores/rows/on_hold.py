"""Peers on hold, inside somebody's transaction: who is, why, and how it is forgotten."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CompoundSelect,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import Outcome
from server.domain.ids import FlagId, PersonId, StaffId
from server.domain.on_hold import Earlier, HoldCause, PastReport, PeerHold, keeps_on_hold
from server.stores.keys.alone import read_alone, sealed_alone
from server.stores.keys.sealing import Sealer
from server.stores.rows.flag_rows import A_REPORT
from server.stores.tables.core import flags
from server.stores.tables.holds import past_reports, peer_holds

REASON: Final = "hold"  # what it is sealed for
LIFTED: Final = "lift"


def held() -> CompoundSelect[tuple[str]]:
    """Peers who get nobody new: a report waits to be looked into, or a hold stands."""
    waits = A_REPORT & text("flags.state != 'resolved'")  # the index's own
    return select(flags.c.reported).where(waits).union_all(on_hold())


def on_hold() -> Select[tuple[str]]:
    """Those of them about whom somebody has decided it."""
    return select(peer_holds.c.peer).where(peer_holds.c.lifted_at.is_(None))


async def is_held(tx: AsyncConnection, peer: str) -> bool:
    return peer in set(await tx.scalars(_EVERYBODY))


async def everybody(tx: AsyncConnection) -> frozenset[StaffId]:
    return frozenset(StaffId(PersonId(who)) for who in await tx.scalars(_EVERYBODY))


async def put(tx: AsyncConnection, sealer: Sealer, hold: PeerHold) -> None:
    row = {
        "id": hold.id,
        "peer": hold.peer,
        "cause": hold.cause,
        "by": hold.by,
        "since": hold.since,
        **sealed_alone(sealer, hold.id, hold.reason, REASON),
    }
    await tx.execute(insert(peer_holds).values(row))


async def looked_into(
    tx: AsyncConnection, sealer: Sealer, hold: PeerHold, report: FlagId, outcome: Outcome
) -> None:
    """A report is resolved: a bare row of it stays, and the hold where it was no false alarm."""
    bare = {
        "id": report,
        "peer": hold.peer,
        "day": hold.since.replace(hour=0, minute=0, second=0, microsecond=0),
        "outcome": outcome,
        "by": hold.by,
    }
    await tx.execute(insert(past_reports).values(bare))
    if keeps_on_hold(outcome):
        await put(tx, sealer, hold)


async def earlier(tx: AsyncConnection, peers: Collection[str]) -> dict[StaffId, Earlier]:
    """Nothing is asked where nobody is reported."""
    if not peers:
        return {}
    rows = await tx.execute(_EARLIER, {"ids": list(peers)})
    return {StaffId(PersonId(row.peer)): Earlier(row.reports, row.confirmed) for row in rows}


async def forget(tx: AsyncConnection, before: datetime) -> None:
    """What stands is never forgotten."""
    await tx.execute(delete(past_reports).where(past_reports.c.day <= before))
    await tx.execute(delete(peer_holds).where(peer_holds.c.lifted_at <= before))


async def days(tx: AsyncConnection) -> set[str]:
    """Whose keys are still needed."""
    return set(await tx.scalars(select(peer_holds.c.key_day).distinct()))


def hold_of(row: Row[Any], sealer: Sealer) -> PeerHold:
    return PeerHold(
        id=row.id,
        peer=StaffId(PersonId(row.peer)),
        cause=HoldCause(row.cause),
        by=StaffId(PersonId(row.by)),
        since=row.since,
        reason=read_alone(sealer, row, REASON) or "",
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by and StaffId(PersonId(row.lifted_by)),
        lifted_because=read_alone(sealer, row, LIFTED, "lifted_because") or "",
    )


def report_of(row: Row[Any]) -> PastReport:
    who, by = StaffId(PersonId(row.peer)), StaffId(PersonId(row.by))
    return PastReport(peer=who, day=row.day, outcome=Outcome(row.outcome), by=by)


# Statements are built once: to build one costs more than to run it.
_EVERYBODY: Final = held()
_EARLIER = (
    select(
        past_reports.c.peer,
        func.count().label("reports"),
        func.sum(case((past_reports.c.outcome == Outcome.CONFIRMED, 1), else_=0)).label(
            "confirmed"
        ),
    )
    .where(past_reports.c.peer.in_(bindparam("ids", expanding=True)))
    .group_by(past_reports.c.peer)
)
