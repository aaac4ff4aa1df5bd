"""Engine.IO over WebSocket and nothing else."""

import asyncio
from collections.abc import Collection
from functools import partial
from typing import Any, Final

import engineio
from aiohttp import web

from server.transport.edge.arrival import ARRIVAL, Arrival
from server.transport.edge.frames import hello_frame, text_frame
from server.transport.edge.gate import FULL, Coming, Gate
from server.transport.edge.kernel import keep_little
from server.transport.edge.limits import Limits
from server.transport.edge.origin import check_origin
from server.transport.edge.upgrade import Upgrade
from server.transport.edge.wire import Wire

_SPOKEN: Final = {"EIO": "4", "transport": "websocket"}


class Engine(engineio.AsyncServer):
    """Takes the place of python-engineio's request handling, sockets and clocks."""

    def __init__(
        self, *, origins: Collection[str], limits: Limits, gate: Gate, **options: Any
    ) -> None:
        super().__init__(**options)
        self.sockets: dict[str, Wire] = {}
        self.accepting = True
        self._origins = origins
        self._limits = limits
        self._gate = gate
        self._leaving: set[asyncio.Task[None]] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        upgrade = Upgrade(partial(self._begin, request, self._admit(request)))
        await upgrade.prepare(request)
        return upgrade

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

    def _admit(self, request: web.Request) -> Coming:
        check_origin(request, self._origins, needs_origin=True)
        if any(request.query.getall(name, []) != [said] for name, said in _SPOKEN.items()):
            raise web.HTTPBadRequest(text="Engine.IO 4 over WebSocket only")
        if "sid" in request.query:
            raise web.HTTPBadRequest(text="there is nothing to upgrade")
        if not self.accepting:
            raise web.HTTPServiceUnavailable(headers=FULL)
        return self._gate.look(request)

    def _begin(self, request: web.Request, coming: Coming, transport: asyncio.Transport) -> Wire:
        keep_little(transport, self._limits.unsent)
        sid = self.generate_id()
        hear = partial(self.handlers["message"], sid)
        over = partial(self._over, coming)
        wire = self.sockets[sid] = Wire(sid, transport, self._limits, hear, over)
        self._gate.enter(coming)
        self._empty.clear()
        self.handlers["connect"](sid, {ARRIVAL: Arrival.of(request, reserved=coming.reserved)})
        wire.push(hello_frame(sid, self._limits))
        return wire

    def _over(self, coming: Coming, wire: Wire) -> None:
        self._gate.leave(coming)
        leaving = asyncio.get_running_loop().create_task(self._forget(wire))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._left)

    async def _forget(self, wire: Wire) -> None:
        try:
            await wire.finished()
            self.sockets.pop(wire.sid, None)
            await self.handlers["disconnect"](wire.sid, self.reason.TRANSPORT_CLOSE)
        finally:
            self.sockets.pop(wire.sid, None)
            wire.end()

    def _left(self, leaving: asyncio.Task[None]) -> None:
        self._leaving.discard(leaving)
        if not self.sockets and not self._leaving:
            self._empty.set()
