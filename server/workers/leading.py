"""A task that one process at a time may do: whoever holds its lease."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog

log = structlog.get_logger(__name__)

LEASE = 10.0  # seconds
RENEW = 3.0  # seconds after which it is taken again
PATIENCE = 2.0  # seconds for the round under way when the process stops


@dataclass(slots=True)
class Leading:
    """`take` gives the fence, or None while another leads; `every` is in seconds.

    A `round` that returns True has more to do: the next one follows at once. Rounds are short, for
    the lease is renewed between them.
    """

    name: str
    take: Callable[[str, float], Awaitable[Any]]
    round: Callable[[Any], Awaitable[bool | None]]
    every: float
    clock: Callable[[], float]  # monotonic
    gather: float = 0.0  # seconds: what comes close together shares one round
    _fence: Any = None
    _renew_at: float = 0.0
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _at_work: asyncio.Lock = field(default_factory=asyncio.Lock)
    _stopped: bool = False

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
            await asyncio.sleep(self.gather)

    async def once(self) -> None:
        """A round that fails is tried again: a lost lease or a missing store ends nothing."""
        self._woken.clear()
        try:
            async with self._at_work:
                if (fence := await self._lead()) is not None and await self.round(fence):
                    self.wake()
        except Exception:  # whatever broke: somebody waits for the next round
            self._fence, self._renew_at = None, 0.0
            log.exception("round failed", worker=self.name)

    async def stop(self) -> None:
        """No round begins after this one, so that the lease can be let go."""
        self._stopped = True
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self._at_work:
                return

    async def _lead(self) -> Any:
        if self._stopped:
            return None
        if self.clock() >= self._renew_at:
            self._renew_at = self.clock() + RENEW
            self._fence = await self.take(self.name, LEASE)
        return self._fence
