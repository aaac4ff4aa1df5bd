"""Whether this process can do its work, and what is missing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

WORKER_PATIENCE: Final = timedelta(seconds=30)
DATABASE_PATIENCE: Final = 3.0  # seconds

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Condition:
    """`ready`: may be sent visitors. `missing`: what is not as it should be all the same."""

    ready: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """Without its database a process is of no use. Without a worker or Valkey it still keeps
    conversations going and shows the helplines, so it stays ready and says what is missing.
    """

    last_worker: Callable[[], Awaitable[datetime | None]]
    nerve_up: Callable[[], bool]
    now: Callable[[], datetime]

    async def __call__(self) -> Condition:
        nerve = () if self.nerve_up() else ("valkey",)
        try:
            async with asyncio.timeout(DATABASE_PATIENCE):
                seen = await self.last_worker()
        except Exception:
            # Whatever keeps the database from answering, the answer here is the same.
            log.warning("not ready", store="database")
            return Condition(ready=False, missing=("database", *nerve))
        alive = seen is not None and self.now() - seen <= WORKER_PATIENCE
        return Condition(ready=True, missing=nerve if alive else ("worker", *nerve))
