"""A reading that is asked for often and done as rarely as it is dear."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger(__name__)

GATHER = 0.01  # seconds in which what is asked for shares one reading
SHARE = 0.1  # of a processor, at most, where `latest` allows it


@dataclass(slots=True)
class Pace:
    """Never two at a time; `every` to `latest` seconds from the begin of one to the next.

    One that fails leaves things as they are: the reconcile pass asks again.
    """

    do: Callable[[], Awaitable[None]]
    every: float
    latest: float
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_asked(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        self._asked.set()

    async def run(self) -> None:
        while True:
            await self._asked.wait()
            await asyncio.sleep(GATHER)
            began = asyncio.get_running_loop().time()
            await self.flush()
            took = asyncio.get_running_loop().time() - began
            await asyncio.sleep(max(self._pause(took) - took, 0.0))

    async def flush(self) -> None:
        """Once, if it was asked for."""
        if not self.is_asked:
            return
        self._asked.clear()
        try:
            await self.do()
        except Exception:  # a store that is away
            log.exception("wall not renewed")

    def _pause(self, took: float) -> float:
        return max(self.every, min(took / SHARE, self.latest))
