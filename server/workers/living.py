"""Say that this process lives, and how its models are."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

log = structlog.get_logger(__name__)

EVERY = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Living:
    """`models` gives each model's state by name."""

    alive: Callable[[Mapping[str, str], datetime], Awaitable[None]]
    models: Callable[[], Mapping[str, str]]
    now: Callable[[], datetime]

    async def run(self) -> None:
        while True:
            try:
                await self.alive(self.models(), self.now())
            except Exception:  # a store that is away: the moderators see that no worker was seen
                log.exception("not told")
            await asyncio.sleep(EVERY)
