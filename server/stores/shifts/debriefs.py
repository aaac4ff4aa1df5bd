"""Debriefs and meters: what somebody has carried, and who talks it over with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.breaks import AT_REST
from server.domain.debrief import DEBRIEF, Debrief, DebriefState, DebriefStep
from server.domain.exposure import Stretch
from server.domain.ids import DebriefId, PersonId, StaffId
from server.domain.refusal import Code, Refusal
from server.stores.database import Database
from server.stores.rows import exposures
from server.stores.tables.core import duties
from server.stores.tables.exposure import debriefs, moods
from server.stores.tables.house import staff

OPEN = (DebriefState.ASKED, DebriefState.BOOKED)
_supervisor = staff.alias("supervisor")


@dataclass(frozen=True, slots=True)
class SqlDebriefs:
    db: Database
    new_id: Callable[[], str]

    async def carried(
        self, staff: Sequence[StaffId], since: datetime
    ) -> Mapping[str, Sequence[Stretch]]:
        async with self.db.read() as tx:
            return await exposures.of(tx, staff, since)

    async def worked_from(self, who: StaffId) -> datetime | None:
        """In whichever role for longest; None where they are at work in none."""
        theirs = (duties.c.staff == who) & duties.c.availability.not_in(AT_REST)
        async with self.db.read() as tx:
            since = select(duties.c.worked_from).where(theirs, duties.c.worked_from.is_not(None))
            return await tx.scalar(since.order_by(duties.c.worked_from).limit(1))

    async def moods(self, who: StaffId, since: datetime) -> list[tuple[datetime, int]]:
        theirs = (moods.c.staff == who) & (moods.c.at > since)
        async with self.db.read() as tx:
            rows = await tx.execute(select(moods).where(theirs).order_by(moods.c.at))
            return [(row.at, row.mood) for row in rows]

    async def open(self, whose: StaffId | None = None) -> list[Debrief]:
        """Those that wait to be booked or held; of everybody, or of one person."""
        wanted = _all().where(debriefs.c.state.in_(OPEN)).order_by(debriefs.c.asked_at)
        if whose is not None:
            wanted = wanted.where(debriefs.c.staff == whose)
        async with self.db.read() as tx:
            return [_debrief_of(row) for row in await tx.execute(wanted)]

    async def ask(self, who: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            await ask(tx, self.new_id(), who, at)

    async def book(self, id: str, supervisor: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            one = await self._locked(tx, id)
            if one.staff == supervisor:
                raise Refusal(Code.NOT_FOUND)  # nobody debriefs themselves
            await _step(tx, one, DebriefStep.BOOK, {"supervisor": supervisor, "at": at})

    async def finish(self, id: str, at: datetime) -> None:
        async with self.db.write() as tx:
            one = await self._locked(tx, id)
            await _step(tx, one, DebriefStep.FINISH, {"ended_at": at})

    async def withdraw(self, id: str, whose: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            one = await self._locked(tx, id)
            if one.staff != whose:
                raise Refusal(Code.NOT_FOUND)
            await _step(tx, one, DebriefStep.WITHDRAW, {"ended_at": at})

    async def _locked(self, tx: AsyncConnection, id: str) -> Row[Any]:
        wanted = self.db.lock(select(debriefs).where(debriefs.c.id == id))
        row = (await tx.execute(wanted)).one_or_none()
        if row is None:
            raise Refusal(Code.NOT_FOUND)
        return row


async def ask(tx: AsyncConnection, id: str, who: str, at: datetime) -> None:
    """In the transaction of a wrap-up or of a shift's end. One that is open is enough."""
    theirs = (debriefs.c.staff == who) & (debriefs.c.state == DebriefState.ASKED)
    if await tx.scalar(select(debriefs.c.id).where(theirs).limit(1)) is None:
        row = {"id": id, "staff": who, "state": DebriefState.ASKED, "asked_at": at}
        await tx.execute(insert(debriefs).values(row))


async def note_mood(tx: AsyncConnection, who: str, mood: int, at: datetime) -> None:
    await tx.execute(insert(moods).values(staff=who, at=at, mood=mood))


async def _step(
    tx: AsyncConnection, one: Row[Any], step: DebriefStep, more: Mapping[str, Any]
) -> None:
    state = DEBRIEF.after(DebriefState(one.state), step)
    await tx.execute(update(debriefs).where(debriefs.c.id == one.id).values(state=state, **more))


def _all() -> Select[Any]:
    return (
        select(debriefs, staff.c.name, _supervisor.c.name.label("supervisor_name"))
        .join(staff, staff.c.id == debriefs.c.staff)
        .outerjoin(_supervisor, _supervisor.c.id == debriefs.c.supervisor)
    )


def _debrief_of(row: Row[Any]) -> Debrief:
    return Debrief(
        id=DebriefId(row.id),
        staff=StaffId(PersonId(row.staff)),
        name=row.name,
        state=DebriefState(row.state),
        asked_at=row.asked_at,
        supervisor=row.supervisor_name,
        at=row.at,
    )
