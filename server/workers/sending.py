"""What may come late or not at all, and must hold up nobody: a task of its own sends it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Generic, TypeVar

import structlog

log = structlog.get_logger(__name__)

What = TypeVar("What")

MOST: Final = 64  # that wait: what is older than these is of no use any more


@dataclass(frozen=True, slots=True)
class Sending(Generic[What]):
    """`life`: what has waited so many seconds is of no use any more either."""

    send: Callable[[What], Awaitable[object]]
    life: float
    clock: Callable[[], float]
    _waiting: deque[tuple[float, Any]] = field(default_factory=partial(deque, maxlen=MOST))
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, what: What) -> None:
        """Where it is full, the oldest gives way."""
        self._waiting.append((self.clock(), what))
        self._some.set()

    async def run(self) -> None:
        while True:
            await self._some.wait()
            self._some.clear()
            while self._waiting:
                await self._send(*self._waiting.popleft())

    async def _send(self, since: float, what: What) -> None:
        if self.clock() - since < self.life:
            try:
                await self.send(what)
            except Exception:  # whatever broke: the page rings by itself, and the next one is sent
                log.exception("not sent")
