"""What every process does again and again, whoever leads."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Ticking:
    """`every` is in seconds. A round must be harmless beside the same one of another process."""

    name: str
    round: Callable[[], Awaitable[None]]
    every: float

    async def run(self) -> None:
        while True:
            try:
                await self.round()
            except Exception:  # a store that is away: it is tried again
                log.exception("round failed", worker=self.name)
            await asyncio.sleep(self.every)
