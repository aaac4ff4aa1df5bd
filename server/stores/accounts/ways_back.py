"""Ways back into an account. Each is asked by one, confirmed by another, and used once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.second_person import APART
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.domain.way_back import (
    ASKED_FOR,
    LINK_LIFE,
    WAY_BACK,
    WayBack,
    WayBackState,
    WayBackStep,
)
from server.stores import audit
from server.stores.accounts.staff import roles_of
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.risk.calling import Calling
from server.stores.rows import second_person
from server.stores.tables.accounts import authenticators, passkeys, recovery_codes, ways_back
from server.stores.tables.house import staff, staff_sessions
from server.stores.talk.departing import depart

LIVE = (WayBackState.ASKED, WayBackState.CONFIRMED)
SECOND_STEPS = (authenticators, passkeys, recovery_codes)
_asker = staff.alias("asker")


@dataclass(frozen=True, slots=True)
class SqlWaysBack:
    """`key` seals how somebody was recognised."""

    db: Database
    key: HouseKey
    new_id: Callable[[], str]
    calling: Calling
    apart: timedelta = APART

    async def ask(self, whose: StaffId, by: StaffId, reason: str, at: datetime) -> None:
        """One at a time for each person. Raises Refusal NOT_FOUND, TAKEN."""
        id_ = self.new_id()
        row = {
            "id": id_,
            "staff": whose,
            "state": WayBackState.ASKED,
            "asked_by": by,
            "reason": self.key.seal(reason.encode(), id_),
            "asked_at": at,
            "until": at + ASKED_FOR,
        }
        async with self.db.write() as tx:
            wanted = select(staff.c.id).where(staff.c.id == whose, staff.c.disabled_at.is_(None))
            if whose == by or await tx.scalar(self.db.lock(wanted)) is None:
                raise Refusal(Code.NOT_FOUND)
            if (await tx.execute(_live(at).where(ways_back.c.staff == whose))).first():
                raise Refusal(Code.TAKEN)
            await tx.execute(insert(ways_back).values(row))
            await audit.append(tx, at=at, who=by, did="ask_way_back", about=whose, reason=id_)

    async def live(self, at: datetime) -> Sequence[WayBack]:
        async with self.db.read() as tx:
            rows = await tx.execute(_live(at).order_by(ways_back.c.asked_at))
            return [self._way_back(row) for row in rows]

    async def confirm(self, id: str, by: StaffMember, token_hash: str, at: datetime) -> None:
        """By somebody else than who asked and than whose it is: StepNotAllowed. An administrator's
        is not there but for an administrator: Refusal NOT_FOUND.
        """
        async with self.db.write() as tx:
            way = await self._locked(tx, ways_back.c.id == id, at)
            if way.to_all and not by.has(Role.ADMINISTRATOR):
                raise Refusal(Code.NOT_FOUND)
            if by.id == way.staff:
                raise StepNotAllowed("needs a second person")
            await second_person.require(tx, way.asked_by, by.id, at, self.apart)
            values = {"token_hash": token_hash, "confirmed_by": by.id, "until": at + LINK_LIFE}
            await _step(tx, way, WayBackStep.CONFIRM, values)
            await audit.append(tx, at=at, who=by.id, did="confirm_way_back", about=way.staff)

    async def stop(self, id: str, by: StaffId, at: datetime, *, own: bool) -> None:
        """`own`: only where it is about themselves. Raises Refusal NOT_FOUND."""
        async with self.db.write() as tx:
            way = await self._locked(tx, ways_back.c.id == id, at)
            if own and way.staff != by:
                raise Refusal(Code.NOT_FOUND)
            await _step(tx, way, WayBackStep.STOP, {"reason": None})
            await audit.append(tx, at=at, who=by, did="stop_way_back", about=way.staff)

    async def look(self, token_hash: str, at: datetime) -> WayBack | None:
        async with self.db.read() as tx:
            row = (await tx.execute(_live(at).where(_of(token_hash)))).first()
        return self._way_back(row) if row else None

    async def use(self, token_hash: str, password_hash: str, at: datetime) -> tuple[StaffId, Wake]:
        """A new password; every session, second step and code of before is gone."""
        async with self.db.write() as tx:
            way = await self._locked(tx, _of(token_hash), at)
            await _step(tx, way, WayBackStep.USE, {"used_at": at, "reason": None})
            id_ = way.staff
            wake = await depart(self.calling, tx, id_, at)
            changing = update(staff).where(staff.c.id == id_).values(password_hash=password_hash)
            await tx.execute(changing)
            for table in SECOND_STEPS:
                await tx.execute(delete(table).where(table.c.staff == id_))
            theirs = (staff_sessions.c.staff == id_) & staff_sessions.c.revoked_at.is_(None)
            await tx.execute(update(staff_sessions).where(theirs).values(revoked_at=at))
            await audit.append(tx, at=at, who=id_, did="use_way_back", about=id_)
        return id_, wake

    async def _locked(self, tx: AsyncConnection, which: Any, at: datetime) -> WayBack:
        await tx.execute(self.db.lock(select(ways_back.c.id).where(which)))
        row = (await tx.execute(_live(at).where(which))).first()
        if row is None:
            raise Refusal(Code.NOT_FOUND)
        return self._way_back(row)

    def _way_back(self, row: Row[Any]) -> WayBack:
        return WayBack(
            id=row.id,
            staff=StaffId(PersonId(row.staff)),
            name=row.name,
            state=WayBackState(row.state),
            asked_by=StaffId(PersonId(row.asked_by)),
            asked_by_name=row.asker,
            reason=self._reason(row),
            asked_at=row.asked_at,
            until=row.until,
            to_all=Role.ADMINISTRATOR in roles_of(row),
        )

    def _reason(self, row: Row[Any]) -> str:
        """Where the house's key is lost it is unreadable: just then a way back must still work."""
        if not row.reason:
            return ""
        try:
            return self.key.unseal(row.reason, row.id).decode()
        except InvalidTag:
            return ""


async def _step(
    tx: AsyncConnection, way: WayBack, step: WayBackStep, values: Mapping[str, Any]
) -> None:
    state = WAY_BACK.after(way.state, step)
    changing = update(ways_back).where(ways_back.c.id == way.id)
    await tx.execute(changing.values({"state": state, **values}))


def _of(token_hash: str) -> Any:
    return (ways_back.c.token_hash == token_hash) & (ways_back.c.state == WayBackState.CONFIRMED)


def _live(at: datetime) -> Select[Any]:
    return (
        select(ways_back, staff.c.name, staff.c.roles, _asker.c.name.label("asker"))
        .join(staff, staff.c.id == ways_back.c.staff)
        .join(_asker, _asker.c.id == ways_back.c.asked_by)
        .where(
            ways_back.c.state.in_(LIVE),
            ways_back.c.until > at,
            staff.c.disabled_at.is_(None),
        )
    )
