"""The audit: who did what, in a chain of hashes that shows when a row was changed or taken out."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Row, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.stores.database import Database
from server.stores.tables.house import audit

LOCK: Final = 0x61756469  # PostgreSQL's advisory lock of the chain
BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """`hash` is over the entry before and this one."""

    id: int
    at: datetime
    who: str
    did: str
    about: str
    reason: str
    hash: str


async def append(
    tx: AsyncConnection, *, at: datetime, who: str, did: str, about: str, reason: str = ""
) -> None:
    """In the transaction of what was done. Make it the last step of a transaction.

    From here to the commit nobody else can append, so that the chain can't fork.
    """
    if tx.dialect.name == "postgresql":  # SQLite's write transaction is the lock
        await tx.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    newest = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
    before = (await tx.execute(newest)).one_or_none()
    row = {
        "id": before.id + 1 if before else 1,
        "at": at,
        "who": who,
        "did": did,
        "about": about,
        "reason": reason,
    }
    hashed = _hash(before.hash if before else "", row)
    await tx.execute(insert(audit).values(**row, hash=hashed))


async def verify(db: Database) -> int | None:
    """The id of the first row that is not what was written, or None. Rows cut off the end
    are seen only by somebody who noted the last hash.
    """
    before, last = "", 0
    while rows := await _after(db, last):
        for row in rows:
            if row.id != last + 1 or row.hash != _hash(before, row._asdict()):
                return int(row.id)
            before, last = row.hash, row.id
        await asyncio.sleep(0)  # a long chain must hold nobody up
    return None


async def end(db: Database) -> tuple[int, str]:
    """How many entries there are, and the last hash."""
    newest = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
    async with db.read() as tx:
        last = (await tx.execute(newest)).one_or_none()
    return (last.id, last.hash) if last else (0, "")


async def last(db: Database, did: Collection[str]) -> datetime | None:
    """When any of these was done last."""
    newest = select(audit.c.at).where(audit.c.did.in_(did)).order_by(audit.c.id.desc()).limit(1)
    async with db.read() as tx:
        at: datetime | None = await tx.scalar(newest)
    return at


async def entries(db: Database) -> AsyncIterator[Entry]:
    """All of it, the oldest first."""
    last = 0
    while rows := await _after(db, last):
        for row in rows:
            yield Entry(**row._asdict())
        last = rows[-1].id


async def _after(db: Database, last: int) -> list[Row[Any]]:
    wanted = select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(BATCH)
    async with db.read() as tx:
        return list((await tx.execute(wanted)).all())


def _hash(before: str, row: dict[str, Any]) -> str:
    at = row["at"].timestamp()
    said = [before, row["id"], at, row["who"], row["did"], row["about"], row["reason"]]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()
