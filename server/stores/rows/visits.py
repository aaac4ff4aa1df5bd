"""Visits, inside somebody's transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import ConversationId, VisitId
from server.domain.refusal import Code, Refusal
from server.domain.visit import VISIT, Intake, Visit, VisitState, VisitStep
from server.stores.database import Database
from server.stores.queue import waits
from server.stores.tables.columns import Moment
from server.stores.tables.core import visits
from server.stores.tables.house import vetoes


async def add(db: Database, tx: AsyncConnection, visit: Visit) -> bool:
    """False where somebody else has just added a visit of this id.

    Who is not to meet again does not: also not in the visit that follows, while the rows of the
    one before it are there. Nothing but that is taken over, and nothing says from which.
    """
    new = db.insert(visits).values(
        id=visit.id,
        conversation=visit.conversation,
        pseudonym=visit.pseudonym,
        language=visit.intake.language,
        topic=visit.intake.topic,
        distress=visit.intake.distress,
        region=visit.intake.region,
        state=visit.state,
        arrived_at=visit.arrived_at,
        waiting_since=visit.waiting_since,
        seen_at=visit.arrived_at,
    )
    added = await tx.execute(new.on_conflict_do_nothing(index_elements=["id"]))
    if added.rowcount and visit.follows:
        same = select(literal(visit.id), vetoes.c.peer, literal(visit.arrived_at, Moment))
        apart = same.where(vetoes.c.visit == visit.follows)
        await tx.execute(insert(vetoes).from_select(["visit", "peer", "at"], apart))
    return bool(added.rowcount)


async def talk_of(tx: AsyncConnection, id: str) -> str:
    """The conversation of this visit, which never changes. Raises Refusal(NOT_FOUND)."""
    found: str | None = await tx.scalar(select(visits.c.conversation).where(visits.c.id == id))
    if found is None:
        raise Refusal(Code.NOT_FOUND)
    return found


async def locked(db: Database, tx: AsyncConnection, ids: Iterable[str]) -> dict[VisitId, Visit]:
    """Locked in the order of their ids."""
    wanted = select(visits).where(visits.c.id.in_(sorted(ids))).order_by(visits.c.id)
    return {VisitId(row.id): visit_of(row) for row in await tx.execute(db.lock(wanted))}


async def find(db: Database, tx: AsyncConnection, id: str) -> Visit | None:
    """The visit, locked until the transaction ends."""
    row = (await tx.execute(db.lock(select(visits).where(visits.c.id == id)))).one_or_none()
    return visit_of(row) if row else None


async def one(db: Database, tx: AsyncConnection, id: str) -> Visit:
    if found := await find(db, tx, id):
        return found
    raise Refusal(Code.NOT_FOUND)


async def step(
    tx: AsyncConnection, visit: Visit, step: VisitStep, more: Mapping[str, Any] | None = None
) -> VisitState:
    state = VISIT.after(visit.state, step)
    changed = {"state": state, **(more or {})}
    await tx.execute(update(visits).where(visits.c.id == visit.id).values(changed))
    await waits.note(tx, visit, more or {})
    return state


async def finish(tx: AsyncConnection, visit: Visit, how: VisitStep, at: datetime) -> VisitState:
    return await step(tx, visit, how, {"ended_at": at})


def visit_of(row: Row[Any]) -> Visit:
    return Visit(
        id=VisitId(row.id),
        conversation=ConversationId(row.conversation),
        pseudonym=row.pseudonym,
        intake=Intake(row.language, row.topic, row.distress, row.region),
        state=VisitState(row.state),
        arrived_at=row.arrived_at,
        waiting_since=row.waiting_since,
        matched_at=row.matched_at,
        ended_at=row.ended_at,
    )
