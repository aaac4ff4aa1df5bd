"""Engine.IO over WebSocket and nothing else."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import engineio
from aiohttp import web

from server.transport.edge.frames import hello_frame, text_frame
from server.transport.edge.limits import Limits
from server.transport.edge.origin import check_origin
from server.transport.edge.wire import Wire

_SPOKEN: Final = {"EIO": "4", "transport": "websocket"}


class Engine(engineio.AsyncServer):
    """Takes the place of python-engineio's request handling, sockets and clocks."""

    def __init__(self, *, origins: Collection[str], limits: Limits, **options: Any) -> None:
        super().__init__(**options)
        self.sockets: dict[str, Wire] = {}
        self.accepting = True
        self._origins = origins
        self._limits = limits
        self._serving = 0
        self._empty = asyncio.Event()
        self._empty.set()

    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        self._admit(request)
        sid = self.generate_id()
        wire = Wire(sid, request, self._limits, partial(self.handlers["message"], sid))
        await wire.open()
        with self._counted():
            self.sockets[wire.sid] = wire
            try:
                await self._serve(wire)
            finally:
                await self._forget(wire)
        return wire.response

    async def send_packet(self, sid: str, pkt: Any) -> None:
        if wire := self.sockets.get(sid):
            wire.push(text_frame(pkt.encode().encode()))

    async def emptied(self, *, within: float) -> None:
        """Wait until everybody is gone; who is still there then is cut."""
        try:
            async with asyncio.timeout(within):
                await self._empty.wait()
        except TimeoutError:
            for wire in list(self.sockets.values()):
                wire.abort()

    def _admit(self, request: web.Request) -> None:
        check_origin(request, self._origins, needs_origin=True)
        if any(request.query.getall(name, []) != [said] for name, said in _SPOKEN.items()):
            raise web.HTTPBadRequest(text="Engine.IO 4 over WebSocket only")
        if "sid" in request.query:
            raise web.HTTPBadRequest(text="there is nothing to upgrade")
        if not self.accepting or len(self.sockets) >= self._limits.sockets:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"})

    async def _serve(self, wire: Wire) -> None:
        wire.push(hello_frame(wire.sid, self._limits))
        await self.handlers["connect"](wire.sid, {"aiohttp.request": wire.request})
        await wire.listen()

    async def _forget(self, wire: Wire) -> None:
        self.sockets.pop(wire.sid, None)
        try:
            await self.handlers["disconnect"](wire.sid, self.reason.TRANSPORT_CLOSE)
        finally:
            await wire.end()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._serving += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._serving -= 1
            if not self._serving:
                self._empty.set()
