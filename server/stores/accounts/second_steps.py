"""Authenticators and recovery codes of the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import StaffId
from server.domain.proof import Authenticator, SecondSteps
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.tables.accounts import authenticators, passkeys, recovery_codes
from server.stores.tables.house import staff


def has_second_step() -> ColumnElement[bool]:
    """Whether somebody in `staff` has one that counts."""
    theirs = authenticators.c.staff == staff.c.id
    authenticator = exists().where(theirs, authenticators.c.confirmed_at.is_not(None))
    return authenticator | exists().where(passkeys.c.staff == staff.c.id)


@dataclass(frozen=True, slots=True)
class SqlSecondSteps:
    db: Database
    key: HouseKey

    async def of(self, id: StaffId) -> SecondSteps:
        unused = (recovery_codes.c.staff == id) & recovery_codes.c.used_at.is_(None)
        async with self.db.read() as tx:
            left = await tx.scalar(select(func.count()).where(unused))
            wanted = select(authenticators.c.confirmed_at).where(authenticators.c.staff == id)
            confirmed = await tx.scalar(wanted)
        return SecondSteps(confirmed is not None, left or 0)

    async def authenticator(self, id: StaffId) -> Authenticator | None:
        async with self.db.read() as tx:
            wanted = select(authenticators).where(authenticators.c.staff == id)
            row = (await tx.execute(wanted)).one_or_none()
        if row is None:
            return None
        secret = self.key.unseal(row.secret, id)
        return Authenticator(secret, row.last_step, row.confirmed_at is not None)

    async def start(self, id: StaffId, secret: bytes, at: datetime) -> None:
        """One that is not confirmed yet gives way. Raises Refusal NOT_NOW where one is."""
        sealed = {"secret": self.key.seal(secret, id), "last_step": 0, "made_at": at}
        starting = self.db.insert(authenticators).values(staff=id, **sealed)
        again = starting.on_conflict_do_update(
            index_elements=["staff"], set_=sealed, where=authenticators.c.confirmed_at.is_(None)
        )
        async with self.db.write() as tx:
            if await tx.scalar(again.returning(authenticators.c.staff)) is None:
                raise Refusal(Code.NOT_NOW)

    async def confirm(self, id: StaffId, step: int, codes: Sequence[str], at: datetime) -> None:
        """`codes` are hashes. Raises Refusal NOT_NOW where none waits to be confirmed."""
        waiting = (authenticators.c.staff == id) & authenticators.c.confirmed_at.is_(None)
        confirming = update(authenticators).where(waiting).values(confirmed_at=at, last_step=step)
        async with self.db.write() as tx:
            if (await tx.execute(confirming)).rowcount == 0:
                raise Refusal(Code.NOT_NOW)
            await _give(tx, id, codes, at)
            await audit.append(tx, at=at, who=id, did="add_authenticator", about=id)

    async def take_step(self, id: StaffId, step: int) -> bool:
        """Each code counts once, on whichever process it comes in first."""
        newer = (authenticators.c.staff == id) & (authenticators.c.last_step < step)
        taking = update(authenticators).where(newer, authenticators.c.confirmed_at.is_not(None))
        async with self.db.write() as tx:
            return (await tx.execute(taking.values(last_step=step))).rowcount == 1

    async def take_code(self, id: StaffId, code: str, at: datetime) -> bool:
        """Each recovery code counts once. `code` is its hash."""
        theirs = (recovery_codes.c.staff == id) & (recovery_codes.c.hash == code)
        taking = update(recovery_codes).where(theirs, recovery_codes.c.used_at.is_(None))
        async with self.db.write() as tx:
            if (await tx.execute(taking.values(used_at=at))).rowcount == 0:
                return False
            await audit.append(tx, at=at, who=id, did="use_recovery_code", about=id)
        return True

    async def renew_codes(self, id: StaffId, codes: Sequence[str], at: datetime) -> None:
        """The old ones count no longer."""
        async with self.db.write() as tx:
            await _give(tx, id, codes, at)
            await audit.append(tx, at=at, who=id, did="renew_recovery_codes", about=id)

    async def drop_authenticator(self, id: StaffId, at: datetime) -> None:
        async with self.db.write() as tx:
            await tx.execute(delete(authenticators).where(authenticators.c.staff == id))
            await forget_codes_of_nothing(tx, id)
            await audit.append(tx, at=at, who=id, did="drop_authenticator", about=id)


async def forget_codes_of_nothing(tx: AsyncConnection, id: StaffId) -> None:
    """Recovery codes stand in for something: without a second step there are none."""
    second = select(staff.c.id).where(staff.c.id == id, has_second_step())
    if await tx.scalar(second) is None:
        await tx.execute(delete(recovery_codes).where(recovery_codes.c.staff == id))


async def _give(tx: AsyncConnection, id: StaffId, codes: Sequence[str], at: datetime) -> None:
    await tx.execute(delete(recovery_codes).where(recovery_codes.c.staff == id))
    rows = [{"hash": code, "staff": id, "made_at": at} for code in codes]
    await tx.execute(insert(recovery_codes), rows)
