"""Socket.IO for people we do not know: python-socketio with every bound in place."""

from collections.abc import Awaitable, Collection, Iterable
from functools import partial
from types import CoroutineType
from typing import Any

import socketio
from aiohttp import WSCloseCode, web

from server.transport.edge.cut import Cut
from server.transport.edge.engine import Engine
from server.transport.edge.frames import (
    Frame,
    Kind,
    Malformed,
    Packet,
    ack_frame,
    event_in,
    no_such_place_frame,
    parting_frame,
    read,
)
from server.transport.edge.gate import Gate
from server.transport.edge.lane import Rest
from server.transport.edge.limits import Limits
from server.transport.edge.parting import Farewell, send_off
from server.transport.edge.places import Places
from server.transport.edge.silence import SILENT
from server.transport.edge.wire import Wire


class Edge(socketio.AsyncServer):
    """Every namespace has a Gateway; docs/decisions/0003 says why we override so much."""

    eio: Engine

    def __init__(self, origins: Collection[str], gate: Gate | None = None) -> None:
        gate = gate or Gate(Limits())
        super().__init__(
            client_manager=Places(),
            async_mode="aiohttp",
            async_handlers=False,
            transports=["websocket"],
            monitor_clients=False,
            logger=SILENT,
            engineio_logger=SILENT,
            origins=frozenset(origins),
            limits=gate.limits,
            gate=gate,
        )
        # An empty list given to python-socketio means "everybody into the default
        # namespace"; emptied here, only registered Gateways are doors.
        self.namespaces = ()
        self._wires: dict[str, Wire] = {}
        self._doors: dict[bytes, Any] = {}  # by their names as they stand in packets

    def register_namespace(self, namespace_handler: Any) -> None:
        super().register_namespace(namespace_handler)
        self._doors[namespace_handler.namespace.encode()] = namespace_handler

    def attach(self, app: web.Application, socketio_path: str = "socket.io") -> None:
        """One route, for GET: there is no polling that could POST."""
        path = f"/{socketio_path.strip('/')}/"
        app.router.add_get(path, self.eio.handle_request, allow_head=False)

    def emit_to(self, sids: str | Iterable[str], frame: Frame) -> None:
        """Write one ready-made frame to these sockets, at once and without waiting."""
        for sid in (sids,) if isinstance(sids, str) else sids:
            if wire := self._wires.get(sid):
                wire.push(frame)

    async def disconnect(
        self, sid: str, namespace: str | None = None, ignore_queue: bool = False
    ) -> None:
        """Put one socket out of a namespace; the last namespace closes the wire."""
        place = namespace or "/"
        if (wire := self._wires.get(sid)) is not None:
            wire.push(parting_frame(place))
            await self._part(sid, place, self.reason.SERVER_DISCONNECT)

    async def close_all(
        self, farewell: Farewell, *, spread: float = 5.0, within: float = 12.0
    ) -> None:
        """Accept nobody, tell each namespace's people `farewell`, flush, close.

        All are out after `within` seconds and a little.
        """
        self.eio.accepting = False
        send_off(list(self.eio.sockets.values()), farewell, spread)
        await self.eio.emptied(within=within)

    def _engineio_server_class(self) -> type[Engine]:
        return Engine

    def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        """At once: what came right behind the request is heard next."""
        self.environ[eio_sid] = environ

    def _handle_eio_message(self, eio_sid: str, data: bytes) -> Rest | None:
        """An event is answered here and now, unless its handler has something to wait for.

        Whatever is odd about a packet is found out by the careful way.
        """
        wire, event = self.eio.sockets.get(eio_sid), event_in(data)
        if wire is None or event is None or (gateway := self._doors.get(event[0])) is None:
            return self._carefully(eio_sid, data)
        place, number, body = event
        answer = gateway.hear(wire.joined.get(gateway.namespace, ""), body)
        if answer is None:
            return self._carefully(eio_sid, data)
        if isinstance(answer, CoroutineType):
            return _later(wire, place, number, answer)
        if number:
            wire.push(ack_frame(place, number, answer))
        return None

    async def _carefully(self, eio_sid: str, data: bytes) -> None:
        packet = self._known(data)
        match packet.kind:
            case Kind.CONNECT:
                await self._handle_connect(eio_sid, packet.namespace, packet.data)
            case Kind.DISCONNECT:
                await self._handle_disconnect(eio_sid, packet.namespace)
            case Kind.EVENT:
                await self._handle_event(eio_sid, packet.namespace, packet.id, packet.data)

    def _known(self, data: bytes) -> Packet:
        """Only a CONNECT may name a place that is not there, and it is refused."""
        try:
            packet = read(data[1:].decode())
        except Malformed:
            raise Cut(WSCloseCode.PROTOCOL_ERROR) from None
        except UnicodeDecodeError:
            raise Cut(WSCloseCode.INVALID_TEXT) from None
        if packet.kind is not Kind.CONNECT and packet.namespace not in self.namespace_handlers:
            raise Cut(WSCloseCode.PROTOCOL_ERROR)
        return packet

    async def _handle_connect(self, eio_sid: str, namespace: str, data: Any) -> None:
        """Answer first, then tell the Gateway, so that nothing overtakes the answer."""
        wire = self.eio.sockets.get(eio_sid)
        if wire is not None and namespace not in self.namespace_handlers:
            wire.push(no_such_place_frame(namespace))
            return
        newly = wire is not None and namespace not in wire.joined
        await super()._handle_connect(eio_sid, namespace, data)
        sid = self.manager.sid_from_eio_sid(eio_sid, namespace)
        if newly and wire is not None and sid is not None:
            wire.join(namespace, sid)
            self._wires[sid] = wire
            await self.namespace_handlers[namespace].joined(sid)

    async def _handle_event(
        self, eio_sid: str, namespace: str, id: int | None, data: list[Any]
    ) -> None:
        """Every command is answered, also in a namespace that was never joined."""
        sid = self.manager.sid_from_eio_sid(eio_sid, namespace) or ""
        gateway = self.namespace_handlers[namespace]
        reply = await gateway.trigger_event(data[0], sid, *data[1:])
        wire = self.eio.sockets.get(eio_sid)
        if id is not None and wire is not None:
            wire.push(ack_frame(namespace.encode(), b"%d" % id, reply))

    async def _handle_disconnect(
        self, eio_sid: str, namespace: str, reason: str | None = None
    ) -> None:
        if sid := self.manager.sid_from_eio_sid(eio_sid, namespace):
            await self._part(sid, namespace, reason or self.reason.CLIENT_DISCONNECT)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        """Forget everything before telling anybody: a failing hook leaves no ghost."""
        self.environ.pop(eio_sid, None)
        sids = [
            (sid, namespace)
            for namespace in list(self.manager.get_namespaces())
            if (sid := self.manager.sid_from_eio_sid(eio_sid, namespace))
        ]
        tellings = [partial(self._tell, *self._forget(*there), reason) for there in sids]
        for tell in tellings:
            await tell()

    async def _part(self, sid: str, namespace: str, reason: str) -> None:
        self._forget(sid, namespace)
        await self._tell(sid, namespace, reason)

    def _forget(self, sid: str, namespace: str) -> tuple[str, str]:
        self.manager.basic_disconnect(sid, namespace)
        if wire := self._wires.pop(sid, None):
            wire.leave(namespace)
        return sid, namespace

    async def _tell(self, sid: str, namespace: str, reason: str) -> None:
        await self.namespace_handlers[namespace].trigger_event("disconnect", sid, reason)


async def _later(wire: Wire, place: bytes, number: bytes, answer: Awaitable[object]) -> None:
    reply = await answer
    if number:
        wire.push(ack_frame(place, number, reply))
