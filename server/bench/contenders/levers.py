"""Our edge with one of its savings switched off: each does what the libraries would do there."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, Final

from aiohttp import WSMessage

from server.transport.edge import engine
from server.transport.edge.frames import Frame
from server.transport.edge.server import Edge
from server.transport.edge.wire import Wire
from server.transport.gateway import Gateway


class Woken(Wire):
    """A reader wakes up for each frame."""

    __slots__ = ("_heard", "_reading")

    def __init__(self, *words: Any) -> None:
        self._heard: asyncio.Queue[WSMessage] = asyncio.Queue()
        self._reading = asyncio.get_running_loop().create_task(self._read_on())
        super().__init__(*words)

    def take(self, message: WSMessage) -> None:
        self._heard.put_nowait(message)

    async def _read_on(self) -> None:
        while True:
            super().take(await self._heard.get())


class Queued(Wire):
    """A queue for each socket, and a task that writes what is in it."""

    __slots__ = ("_queue", "_writing")

    def __init__(self, *words: Any) -> None:
        self._queue: asyncio.Queue[Frame] = asyncio.Queue()
        self._writing = asyncio.get_running_loop().create_task(self._write())
        super().__init__(*words)

    def push(self, frame: Frame) -> None:
        self._queue.put_nowait(frame)

    async def _write(self) -> None:
        while True:
            super().push(await self._queue.get())


class Tasked(Edge):
    """A task for each listener."""

    def emit_to(self, sids: str | Iterable[str], frame: Frame) -> None:
        for sid in (sids,) if isinstance(sids, str) else sids:
            task = asyncio.get_running_loop().create_task(self._emit(sid, frame))
            _running.add(task)
            task.add_done_callback(_running.discard)

    async def _emit(self, sid: str, frame: Frame) -> None:
        super().emit_to(sid, frame)


class Twice(Gateway):
    """Packets are read as text, then as JSON, and then into their type."""

    def hear(self, sid: str, data: bytes) -> None:
        return None


_running: Final[set[asyncio.Task[None]]] = set()


def waiting(handle: Callable[..., Any]) -> Callable[..., Any]:
    """A coroutine for each command, though it has nothing to wait for."""

    async def handled(*words: Any) -> Any:
        return handle(*words)

    return handled


LEVERS: Final = {
    "frames heard where they are parsed": "woken",
    "frames written straight to the socket": "queued",
    "no task for each listener": "tasked",
    "commands decoded once, from bytes": "twice",
    "handlers that are plain functions": "waiting",
}


def without(lever: str) -> tuple[type[Edge], type[Gateway], Callable[..., Any]]:
    """The edge, the Gateway and what is done to a handler, without this one; all of it for ''."""
    wire = {"woken": Woken, "queued": Queued}.get(lever, Wire)
    setattr(engine, "Wire", wire)  # noqa: B010 - its type is what we change
    edge = Tasked if lever == "tasked" else Edge
    gateway = Twice if lever == "twice" else Gateway
    return edge, gateway, waiting if lever == "waiting" else lambda handle: handle
