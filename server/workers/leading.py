"""A task that one process at a time may do: whoever holds its lease."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

log = structlog.get_logger(__name__)

LEASE = 10.0  # seconds
RENEW = 3.0  # seconds after which it is taken again


@dataclass(slots=True)
class Leading:
    """`take` gives the fence, or None while another leads; `every` is in seconds."""

    name: str
    take: Callable[[str, float], Awaitable[Any]]
    round: Callable[[Any], Awaitable[object]]
    every: float
    clock: Callable[[], float]  # monotonic
    _fence: Any = None
    _renew_at: float = 0.0
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Don't wait for the next round."""
        self._woken.set()

    async def run(self) -> None:
        while True:
            await self.once()
            try:
                async with asyncio.timeout(self.every):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def once(self) -> None:
        """A round that fails is tried again: a lost lease or a missing store ends nothing."""
        self._woken.clear()
        try:
            if (fence := await self._lead()) is not None:
                await self.round(fence)
        except Exception:
            self._fence, self._renew_at = None, 0.0
            log.exception("round failed", worker=self.name)

    async def _lead(self) -> Any:
        if self.clock() >= self._renew_at:
            self._renew_at = self.clock() + RENEW
            self._fence = await self.take(self.name, LEASE)
        return self._fence
