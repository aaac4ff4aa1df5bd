"""Which processes live: each says so every few seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from server.stores.database import Database
from server.stores.set_back import seen_now
from server.stores.tables.house import processes


@dataclass(frozen=True, slots=True)
class SqlProcesses:
    """`kind` is web or worker; `models` maps the name of each of its models to its state."""

    db: Database

    async def alive(self, name: str, kind: str, models: Mapping[str, str], at: datetime) -> None:
        now = {"kind": kind, "seen_at": at, "models": [f"{n}={s}" for n, s in models.items()]}
        here = self.db.insert(processes).values(name=name, **now)
        async with self.db.write() as tx:
            await seen_now(self.db, tx, processes, at)  # also the row of who has gone since
            await tx.execute(here.on_conflict_do_update(index_elements=["name"], set_=now))

    async def gone(self, name: str) -> None:
        async with self.db.write() as tx:
            await tx.execute(delete(processes).where(processes.c.name == name))

    async def last_seen(self, kind: str) -> datetime | None:
        newest = select(func.max(processes.c.seen_at)).where(processes.c.kind == kind)
        async with self.db.read() as tx:
            seen: datetime | None = await tx.scalar(newest)
        return seen
