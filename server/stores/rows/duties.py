"""Duties, inside somebody's transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Availability, Duty
from server.domain.ids import StaffId
from server.domain.load import NOTHING, DutyStep, Load
from server.domain.session import Role, Session
from server.domain.transfer import TransferState
from server.stores.database import Database
from server.stores.tables.core import duties, members
from server.stores.tables.house import transfers

AT_WORK = duties.c.availability == Availability.READY
FREE = (
    AT_WORK
    & (duties.c.offered == 0)
    & (duties.c.wrapping == 0)
    & (duties.c.talking < duties.c.places)
)
"""`Duty.is_free`, for a statement."""


async def find(db: Database, tx: AsyncConnection, staff: str, role: Role) -> Duty | None:
    """The duty, locked until the transaction ends."""
    wanted = select(duties).where(duties.c.staff == staff, duties.c.role == role)
    row = (await tx.execute(db.lock(wanted))).one_or_none()
    return duty_of(row) if row else None


async def peers(db: Database, tx: AsyncConnection, staff: Iterable[str]) -> dict[StaffId, Duty]:
    """Their duties as peers, locked in the order of their ids."""
    theirs = duties.c.staff.in_(sorted(staff)) & (duties.c.role == Role.PEER)
    rows = await tx.execute(db.lock(select(duties).where(theirs).order_by(duties.c.staff)))
    return {StaffId(row.staff): duty_of(row) for row in rows}


async def around(
    db: Database,
    tx: AsyncConnection,
    talks: Iterable[str],
    also: ColumnElement[bool] | None = None,
) -> list[Duty]:
    """Lock the duties of the peers who sit in these conversations, or are asked to take one over,
    and `also`: all at once, in the order of their keys. Whoever changes more than one of them does
    this first: then no two transactions can wait for each other.
    """
    ids = list(talks)
    inside = select(members.c.person).where(
        members.c.conversation.in_(ids), members.c.left_at.is_(None)
    )
    asked = select(transfers.c.whom).where(
        transfers.c.conversation.in_(ids), transfers.c.state == TransferState.ASKED
    )
    theirs = duties.c.staff.in_(inside.union_all(asked)) & (duties.c.role == Role.PEER)
    which = theirs if also is None else or_(theirs, also)
    ordered = select(duties).where(which).order_by(*duties.primary_key)
    return [duty_of(row) for row in await tx.execute(db.lock(ordered))]


async def begun(db: Database, tx: AsyncConnection, duty: Duty) -> Duty:
    """The duty as it is known, locked; the first time it is written down as given."""
    first = db.insert(duties).values(
        staff=duty.staff,
        role=duty.role,
        name=duty.name,
        availability=duty.availability,
        since=duty.since,
        seen_at=duty.seen_at,
        languages=duty.languages,
        topics=duty.topics,
        places=duty.places,
        **asdict(duty.load),
    )
    await tx.execute(first.on_conflict_do_nothing())
    return await find(db, tx, duty.staff, duty.role) or duty


async def here(db: Database, tx: AsyncConnection, staff: Session, at: datetime) -> None:
    """Their line is up, on duty or not: from here on it is known when it goes down."""
    first = db.insert(duties).values(
        staff=staff.id,
        role=staff.role,
        name=staff.name,
        availability=Availability.OFF,
        since=at,
        seen_at=at,
        languages=(),
        topics=(),
        places=1,
        **asdict(NOTHING),
    )
    seen = {"seen_at": at}
    await tx.execute(first.on_conflict_do_update(index_elements=duties.primary_key, set_=seen))


async def step(
    tx: AsyncConnection,
    duty: Duty,
    step: DutyStep,
    at: datetime,
    more: Mapping[str, Any] | None = None,
) -> Duty:
    """`since` is kept where the state is: whoever was free longest stays first."""
    after = duty.after(step)
    since = at if after.state is not duty.state else duty.since
    here = (duties.c.staff == duty.staff) & (duties.c.role == duty.role)
    now = {"availability": after.availability, **asdict(after.load), "since": since}
    await tx.execute(update(duties).where(here).values({**now, **(more or {})}))
    return after


def at_work(role: Role, seen_since: datetime | BindParameter[Any]) -> Select[Any]:
    """Everybody on shift in this role whose line was up lately, the longest free first.

    Whoever only ends what they have is not among them.
    """
    return (
        select(duties)
        .where(duties.c.role == role, AT_WORK, duties.c.seen_at >= seen_since)
        .order_by(duties.c.since, duties.c.staff)
    )


def duty_of(row: Row[Any]) -> Duty:
    return Duty(
        staff=StaffId(row.staff),
        role=Role(row.role),
        name=row.name,
        availability=Availability(row.availability),
        since=row.since,
        seen_at=row.seen_at,
        languages=row.languages,
        topics=row.topics,
        places=row.places,
        load=Load(row.offered, row.talking, row.wrapping),
        worked_from=row.worked_from,
        here_at=row.here_at,
    )
