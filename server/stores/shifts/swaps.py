"""Swaps: a colleague is asked to take a shift over, with one of theirs in return or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import SignUpId, StaffId, SwapId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.sign_up import SignUp, SignUpState
from server.domain.swap import SWAP, OpenSwap, Swap, SwapState, SwapStep
from server.stores.database import Database
from server.stores.rows import sign_ups
from server.stores.tables.house import staff as staff_table
from server.stores.tables.shifts import sign_ups as sign_up_table
from server.stores.tables.shifts import swaps

Both = tuple[SignUp, SignUp | None]


@dataclass(frozen=True, slots=True)
class SqlSwaps:
    db: Database

    async def open(self, staff: StaffId, at: datetime) -> list[OpenSwap]:
        """What this person was asked, and has asked; not what has begun."""
        theirs = (swaps.c.asked == staff) | (swaps.c.asked_by == staff)
        wanted = (
            select(swaps, staff_table.c.name)
            .join(staff_table, staff_table.c.id == swaps.c.asked)
            .where(swaps.c.state == SwapState.ASKED, theirs)
            .order_by(swaps.c.asked_at, swaps.c.id)
        )
        async with self.db.read() as tx:
            rows = (await tx.execute(wanted)).all()
            ids = {one for row in rows for one in (row.gives, row.wants) if one}
            found = await sign_ups.read(tx, sign_ups.standing().where(sign_up_table.c.id.in_(ids)))
        known = {one.id: one for one in found if one.starts_at > at}
        return [
            OpenSwap(_swap_of(row), known[row.gives], known.get(row.wants), row.name)
            for row in rows
            if row.gives in known and (row.wants is None or row.wants in known)
        ]

    async def ask(self, swap: Swap, at: datetime) -> None:
        """Raises Refusal(TAKEN) where somebody was asked for this one already."""
        async with self.db.write() as tx:
            gives, _ = await self._both(tx, swap)
            _require_ahead(gives, at)
            here = (swaps.c.gives == swap.gives) & (swaps.c.state == SwapState.ASKED)
            if await tx.scalar(select(swaps.c.id).where(here)):
                raise Refusal(Code.TAKEN)
            row = {
                "id": swap.id,
                "gives": swap.gives,
                "wants": swap.wants,
                "asked_by": swap.asked_by,
                "asked": swap.asked,
                "state": swap.state,
                "asked_at": at,
            }
            await tx.execute(insert(swaps).values(row))

    async def answer(self, staff: StaffId, id: str, at: datetime, *, accept: bool) -> None:
        """Raises Refusal(TAKEN) where somebody has something else at that time."""
        async with self.db.write() as tx:
            swap = await self._find(tx, id)
            if swap.asked != staff:
                raise Refusal(Code.NOT_FOUND)
            # Both people are locked before the swap, as wherever a shift changes hands.
            both = await self._both(tx, swap) if accept else None
            await self._step(tx, id, SwapStep.ACCEPT if accept else SwapStep.DECLINE, at)
            if both:
                await self._exchange(tx, swap, both, at)

    async def take_back(self, staff: StaffId, id: str, at: datetime) -> None:
        async with self.db.write() as tx:
            if (await self._find(tx, id)).asked_by != staff:
                raise Refusal(Code.NOT_FOUND)
            await self._step(tx, id, SwapStep.WITHDRAW, at)

    async def _find(self, tx: AsyncConnection, id: str, *, lock: bool = False) -> Swap:
        wanted = select(swaps).where(swaps.c.id == id)
        row = (await tx.execute(self.db.lock(wanted) if lock else wanted)).one_or_none()
        if row is None:
            raise Refusal(Code.NOT_FOUND)
        return _swap_of(row)

    async def _step(self, tx: AsyncConnection, id: str, step: SwapStep, at: datetime) -> None:
        state = SWAP.after((await self._find(tx, id, lock=True)).state, step)
        await tx.execute(update(swaps).where(swaps.c.id == id).values(state=state, ended_at=at))

    async def _exchange(self, tx: AsyncConnection, swap: Swap, both: Both, at: datetime) -> None:
        gives, wants = both
        for one, to, instead in ((gives, swap.asked, wants), (wants, swap.asked_by, gives)):
            if one is not None:
                _require_ahead(one, at)
                if not await sign_ups.free(tx, to, one, but=instead.id if instead else None):
                    raise Refusal(Code.TAKEN)
        await _hand(tx, gives, swap.asked)
        if wants is not None:
            await _hand(tx, wants, swap.asked_by)
        await withdraw(tx, [one.id for one in both if one], at)

    async def _both(self, tx: AsyncConnection, swap: Swap) -> Both:
        """As they are now, locked. Raises Refusal(NOT_FOUND) where a part of it has gone."""
        roles = await sign_ups.colleagues(self.db, tx, [swap.asked, swap.asked_by])
        found = await sign_ups.locked(self.db, tx, [one for one in (swap.gives, swap.wants) if one])
        gives, wants = found.get(swap.gives), found.get(swap.wants or "")
        whole = _fits(gives, swap.asked_by, roles.get(swap.asked, ())) and (
            swap.wants is None or _fits(wants, swap.asked, roles.get(swap.asked_by, ()))
        )
        if gives is None or not whole or swap.asked == swap.asked_by:
            raise Refusal(Code.NOT_FOUND)
        return gives, wants


async def withdraw(tx: AsyncConnection, ids: Sequence[SignUpId], at: datetime) -> None:
    """What was asked about these is over."""
    about = swaps.c.gives.in_(ids) | swaps.c.wants.in_(ids)
    asked = update(swaps).where(about, swaps.c.state == SwapState.ASKED)
    await tx.execute(asked.values(state=SwapState.WITHDRAWN, ended_at=at))


async def _hand(tx: AsyncConnection, one: SignUp, to: StaffId) -> None:
    here = sign_up_table.c.id == one.id
    await tx.execute(update(sign_up_table).where(here).values(staff=to, series=None))


def _fits(one: SignUp | None, holder: StaffId, roles: tuple[str, ...]) -> bool:
    """It is still theirs, and the other one works in this role."""
    return one is not None and one.staff == holder and one.role in roles


def _require_ahead(one: SignUp, at: datetime) -> None:
    if one.starts_at <= at or one.state is not SignUpState.TAKEN:
        raise StepNotAllowed("it has begun")


def _swap_of(row: Row[Any]) -> Swap:
    return Swap(
        id=SwapId(row.id),
        gives=SignUpId(row.gives),
        wants=SignUpId(row.wants) if row.wants else None,
        asked_by=StaffId(row.asked_by),
        asked=StaffId(row.asked),
        state=SwapState(row.state),
        asked_at=row.asked_at,
    )
