"""What may come late or not at all, and must hold up nobody: a task of its own sends it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Generic, TypeVar

import structlog

log = structlog.get_logger(__name__)

What = TypeVar("What")

MOST: Final = 64  # that wait: what is older than these is of no use any more


@dataclass(frozen=True, slots=True)
class Sending(Generic[What]):
    send: Callable[[What], Awaitable[object]]
    _waiting: asyncio.Queue[Any] = field(default_factory=partial(asyncio.Queue, MOST))

    def put(self, what: What) -> None:
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait(what)

    async def run(self) -> None:
        while True:
            what = await self._waiting.get()
            try:
                await self.send(what)
            except Exception:  # whatever broke: the page rings by itself, and the next one is sent
                log.exception("not sent")
