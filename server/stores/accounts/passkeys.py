"""Passkeys of the team, and the challenges that they answer once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from server.domain.ids import StaffId
from server.domain.proof import CHALLENGE_LIFE, Passkey
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.accounts.second_steps import forget_codes_of_nothing
from server.stores.database import Database
from server.stores.tables.accounts import challenges, passkeys


@dataclass(frozen=True, slots=True)
class SqlPasskeys:
    db: Database

    async def challenge(self, hash: str, id: StaffId | None, at: datetime) -> None:
        """Note one that was given out; those that nobody answered in time go."""
        row = {"hash": hash, "staff": id or "", "expires_at": at + CHALLENGE_LIFE}
        async with self.db.write() as tx:
            await tx.execute(delete(challenges).where(challenges.c.expires_at <= at))
            await tx.execute(insert(challenges).values(row))

    async def answered(self, hash: str, id: StaffId | None, at: datetime) -> bool:
        """Whether this one was given to them, in time, and was not answered before."""
        theirs = (challenges.c.hash == hash) & (challenges.c.staff == (id or ""))
        taking = delete(challenges).where(theirs, challenges.c.expires_at > at)
        async with self.db.write() as tx:
            return (await tx.execute(taking)).rowcount == 1

    async def of(self, id: StaffId) -> Sequence[Passkey]:
        wanted = select(passkeys).where(passkeys.c.staff == id).order_by(passkeys.c.made_at)
        async with self.db.read() as tx:
            return [_passkey(row) for row in await tx.execute(wanted)]

    async def known(self, passkey: str) -> Passkey | None:
        async with self.db.read() as tx:
            wanted = select(passkeys).where(passkeys.c.id == passkey)
            row = (await tx.execute(wanted)).one_or_none()
        return _passkey(row) if row else None

    async def add(self, passkey: Passkey) -> None:
        """Raises Refusal TAKEN."""
        row = {
            "id": passkey.id,
            "staff": passkey.staff,
            "public_key": passkey.public_key,
            "signs": passkey.signs,
            "made_at": passkey.made_at,
        }
        adding = self.db.insert(passkeys).values(row)
        new = adding.on_conflict_do_nothing(index_elements=["id"]).returning(passkeys.c.id)
        who = passkey.staff
        async with self.db.write() as tx:
            if await tx.scalar(new) is None:
                raise Refusal(Code.TAKEN)
            await audit.append(tx, at=passkey.made_at, who=who, did="add_passkey", about=who)

    async def used(self, passkey: str, signs: int, at: datetime) -> None:
        using = update(passkeys).where(passkeys.c.id == passkey)
        async with self.db.write() as tx:
            await tx.execute(using.values(signs=signs, used_at=at))

    async def drop(self, id: StaffId, passkey: str, at: datetime) -> None:
        """Raises Refusal NOT_FOUND."""
        theirs = (passkeys.c.id == passkey) & (passkeys.c.staff == id)
        async with self.db.write() as tx:
            if (await tx.execute(delete(passkeys).where(theirs))).rowcount == 0:
                raise Refusal(Code.NOT_FOUND)
            await forget_codes_of_nothing(tx, id)
            await audit.append(tx, at=at, who=id, did="drop_passkey", about=id)


def _passkey(row: Row[Any]) -> Passkey:
    return Passkey(row.id, StaffId(row.staff), row.public_key, row.signs, row.made_at, row.used_at)
