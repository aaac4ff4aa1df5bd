"""A task that one process at a time may do: whoever holds its lease."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

log = structlog.get_logger(__name__)

LEASE = 10.0  # seconds
RENEW = 3.0  # seconds after which it is taken again
PATIENCE = 2.0  # seconds for the round under way when the process stops


class Lease(Protocol):
    """What a process may hold, by name. `fared` keeps whether its rounds go well."""

    async def take(self, name: str, seconds: float) -> Any | None:
        """The fence; None while another leads. Who leads takes it again to renew it."""

    async def fared(self, name: str, now_well: bool) -> None: ...

    async def release(self, name: str) -> None: ...


@dataclass(slots=True)
class Leading:
    """`every` is in seconds.

    A `round` that returns True has more to do: the next one follows at once. Rounds are short, for
    the lease is renewed between them.
    """

    name: str
    lease: Lease
    round: Callable[[Any], Awaitable[bool | None]]
    every: float
    clock: Callable[[], float]  # monotonic
    gather: float = 0.0  # seconds: what comes close together shares one round
    _fence: Any = None
    _renew_at: float = 0.0
    _well: bool | None = None  # as it is kept; None: this process has kept nothing yet
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
                if (fence := await self._lead()) is not None:
                    if await self.round(fence):
                        self.wake()
                    await self._fared(well=True)
        except Exception:  # whatever broke: somebody waits for the next round
            self._fence, self._renew_at = None, 0.0
            log.exception("round failed", worker=self.name)
            await self._failed()

    async def stop(self) -> None:
        """No round begins after this one; the next process leads at once."""
        self._stopped = True
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self._at_work:
                pass  # the round under way has ended
        await self.lease.release(self.name)

    async def _fared(self, *, well: bool) -> None:
        """Only where it is news: it is written beside what people say."""
        if self._well is not well:
            await self.lease.fared(self.name, well)
            self._well = well

    async def _failed(self) -> None:
        try:
            await self._fared(well=False)
        except Exception:  # the store itself is away: that is told elsewhere
            self._well = None

    async def _lead(self) -> Any:
        if self._stopped:
            return None
        if self.clock() >= self._renew_at:
            self._renew_at = self.clock() + RENEW
            before, self._fence = self._fence, await self.lease.take(self.name, LEASE)
            if self._fence != before:
                self._well = None  # another may have led meanwhile, and fared otherwise
        return self._fence
