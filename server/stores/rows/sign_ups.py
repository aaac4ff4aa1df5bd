"""Sign-ups for shifts, inside somebody's transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import SignUpId, StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.sign_up import SIGN_UP, SignUp, SignUpState, SignUpStep
from server.stores.database import Database
from server.stores.tables.house import staff
from server.stores.tables.shifts import sign_ups


def standing() -> Select[Any]:
    """All that were not released, of people who may still work in that role."""
    return (
        select(sign_ups, staff.c.name, staff.c.roles)
        .join(staff, staff.c.id == sign_ups.c.staff)
        .where(sign_ups.c.state != SignUpState.RELEASED, staff.c.disabled_at.is_(None))
        .order_by(sign_ups.c.starts_at, staff.c.folded)
    )


async def read(tx: AsyncConnection, wanted: Select[Any]) -> list[SignUp]:
    return [sign_up_of(row) for row in await tx.execute(wanted) if row.role in row.roles]


async def colleagues(
    db: Database, tx: AsyncConnection, ids: Iterable[StaffId]
) -> dict[StaffId, tuple[str, ...]]:
    """The roles of those who still work here. Locked: nobody signs up twice at one moment."""
    wanted = select(staff).where(staff.c.id.in_(set(ids)), staff.c.disabled_at.is_(None))
    rows = await tx.execute(db.lock(wanted.order_by(staff.c.id)))
    return {StaffId(row.id): row.roles for row in rows}


async def locked(db: Database, tx: AsyncConnection, ids: Iterable[str]) -> dict[str, SignUp]:
    """In the order of their ids."""
    wanted = standing().where(sign_ups.c.id.in_(set(ids))).order_by(None).order_by(sign_ups.c.id)
    held = wanted if db.is_sqlite else wanted.with_for_update(of=sign_ups)
    return {one.id: one for one in await read(tx, held)}


async def one(db: Database, tx: AsyncConnection, id: str, whose: StaffId) -> SignUp:
    """Locked. Raises Refusal(NOT_FOUND), also where it is somebody else's."""
    found = (await locked(db, tx, [id])).get(id)
    if found is None or found.staff != whose:
        raise Refusal(Code.NOT_FOUND)
    return found


async def free(
    tx: AsyncConnection, who: StaffId, wanted: SignUp, but: SignUpId | None = None
) -> bool:
    """Has this person nothing else at that time?"""
    theirs = standing().where(sign_ups.c.staff == who, sign_ups.c.id != (but or ""))
    at_once = theirs.where(
        sign_ups.c.starts_at < wanted.ends_at, sign_ups.c.ends_at > wanted.starts_at
    )
    return (await tx.execute(at_once.limit(1))).first() is None


async def step(
    tx: AsyncConnection, one: SignUp, step: SignUpStep, more: Mapping[str, Any]
) -> SignUpState:
    """Raises StepNotAllowed."""
    state = SIGN_UP.after(one.state, step)
    await tx.execute(update(sign_ups).where(sign_ups.c.id == one.id).values(state=state, **more))
    return state


def sign_up_of(row: Row[Any]) -> SignUp:
    return SignUp(
        id=SignUpId(row.id),
        block=row.block,
        day=date.fromisoformat(row.day),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        role=Role(row.role),
        staff=StaffId(row.staff),
        name=row.name,
        series=row.series,
        state=SignUpState(row.state),
    )
