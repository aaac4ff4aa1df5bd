"""Which processes live: each says so every few seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.stores.database import Database
from server.stores.set_back import seen_now
from server.stores.tables.house import processes

WORKER_PATIENCE: Final = timedelta(seconds=30)


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


# Statements are built once: to build one costs more than to run it.
_WORKERS = select(processes.c.seen_at, processes.c.models).where(processes.c.kind == "worker")


async def workers(tx: AsyncConnection, now: datetime) -> tuple[datetime | None, dict[str, str]]:
    """When any worker was last seen, and the state of each model of those that live."""
    rows = (await tx.execute(_WORKERS)).all()
    live = (row for row in rows if row.seen_at >= now - WORKER_PATIENCE)
    states = (model.partition("=") for row in live for model in row.models)
    models = {name: state for name, _, state in states}
    return max((row.seen_at for row in rows), default=None), models
