"""The private names of the Socket.IO pair that the edge leans on, and of the Valkey client's.

When an upgrade makes this fail: read what changed there, mend server/transport/edge (or
server/stores/valkey/wire.py),
then write the new signature here. docs/decisions/0003 says why we lean at all.
"""

import inspect
from importlib.metadata import version
from types import MemberDescriptorType

import engineio
import pytest
import socketio
from aiohttp import WSCloseCode, web
from aiohttp._websocket import reader, reader_py
from aiohttp.base_protocol import BaseProtocol
from aiohttp.web_protocol import RequestHandler
from redis.asyncio.connection import UnixDomainSocketConnection

from server.transport.edge.ear import Ear
from server.transport.edge.engine import Engine
from server.transport.edge.places import Places
from server.transport.edge.server import Edge
from server.transport.edge.upgrade import Upgrade

OVERRIDDEN = {
    (Edge, socketio.AsyncServer): {
        "_engineio_server_class": "(self)",
        "_handle_connect": "(self, eio_sid, namespace, data)",
        "_handle_disconnect": "(self, eio_sid, namespace, reason=None)",
        "_handle_eio_connect": "(self, eio_sid, environ)",
        "_handle_eio_disconnect": "(self, eio_sid, reason)",
        "_handle_eio_message": "(self, eio_sid, data)",
        "_handle_event": "(self, eio_sid, namespace, id, data)",
        "attach": "(self, app, socketio_path='socket.io')",
        "disconnect": "(self, sid, namespace=None, ignore_queue=False)",
        "register_namespace": "(self, namespace_handler)",
    },
    (Engine, engineio.AsyncServer): {
        "handle_request": "(self, *args, **kwargs)",
        "send_packet": "(self, sid, pkt)",
    },
    (Places, socketio.AsyncManager): {
        "basic_disconnect": "(self, sid, namespace, **kwargs)",
        "basic_enter_room": "(self, sid, namespace, room, eio_sid=None)",
        "connect": "(self, sid, namespace)",
        "is_connected": "(self, sid, namespace)",
        "pre_connect": "(self, eio_sid, namespace)",
    },
    (Upgrade, web.WebSocketResponse): {
        "_post_start": "(self, request: aiohttp.web_request.BaseRequest, protocol: str | None, "
        "writer: aiohttp._websocket.writer.WebSocketWriter) -> None",
        "write_eof": "(self) -> None",
    },
    # What runs is compiled from it, and has no signatures.
    (Ear, reader_py.WebSocketDataQueue): {
        "feed_data": "(self, data: 'WSMessage | WSMessageTextBytes', size: 'cython_int') -> None",
        "set_exception": "(self, exc: BaseException, "
        "exc_cause: BaseException = BaseException()) -> None",
    },
}
CALLED = {
    socketio.AsyncServer: {
        "_send_packet": "(self, eio_sid, pkt)",
        "_trigger_event": "(self, event, namespace, *args)",
        "get_environ": "(self, sid, namespace=None)",
    },
    socketio.AsyncManager: {
        "basic_leave_room": "(self, sid, namespace, room)",
        "disconnect": "(self, sid, namespace, **kwargs)",
        "eio_sid_from_sid": "(self, sid, namespace)",
        "get_namespaces": "(self)",
        "sid_from_eio_sid": "(self, eio_sid, namespace)",
    },
    engineio.AsyncServer: {"generate_id": "(self)", "send": "(self, sid, data)"},
    # What lets go of a connection.
    RequestHandler: {
        "connection_lost": "(self, exc: BaseException | None) -> None",
        "set_parser": "(self, parser: aiohttp._websocket.reader_c.WebSocketReader, "
        "data_received_cb: collections.abc.Callable[[], None] | None = None) -> None",
    },
    reader_py.WebSocketReader: {
        "__init__": "(self, queue: aiohttp._websocket.reader_py.WebSocketDataQueue, "
        "max_msg_size: int, compress: bool, decode_text: bool) -> None",
    },
    socketio.AsyncNamespace: {
        "disconnect": "(self, sid, namespace=None)",
        "trigger_event": "(self, event, *args)",
    },
}
NAMES = [
    *(
        (base, name, sign)
        for (_, base), names in OVERRIDDEN.items()
        for name, sign in names.items()
    ),
    *((base, name, sign) for base, names in CALLED.items() for name, sign in names.items()),
]


def test_the_pair_is_the_one_that_was_read():
    assert (version("python-socketio"), version("python-engineio")) == ("5.18.1", "4.15.1")


@pytest.mark.parametrize(("base", "name", "signature"), NAMES, ids=lambda value: str(value)[:60])
def test_a_name_we_lean_on_is_as_we_read_it(base, name, signature):
    assert str(inspect.signature(getattr(base, name))) == signature


@pytest.mark.parametrize(("ours", "theirs"), OVERRIDDEN, ids=lambda kind: kind.__name__)
def test_every_name_we_take_over_is_listed(ours, theirs):
    listed = set(OVERRIDDEN[ours, theirs])
    known = {name for name, _ in inspect.getmembers(theirs, inspect.isroutine)}
    taken = {name for name in vars(ours) if name in known and not name.startswith("__")}

    assert taken == listed


def test_what_the_parser_tells_its_queue_comes_to_an_ear_that_has_no_queue():
    told, broken = [], []
    parser = reader.WebSocketReader(Ear(told.append, broken.append), 17, False, False)

    parser.feed_data(b"\x81\x01x\x89\x00")
    parser.feed_data(b"\x83\x00")

    assert [one.data for one in told] == [b"x", b""]
    assert [one.code for one in broken] == [WSCloseCode.PROTOCOL_ERROR]


def test_the_attributes_we_read_are_there():
    edge = Edge([])

    assert (edge.environ, edge.namespace_handlers, edge.eio.sockets) == ({}, {}, {})
    assert set(edge.eio.handlers) == {"connect", "message", "disconnect"}
    assert (edge.manager.rooms, edge.manager.callbacks) == ({}, {})
    assert edge.async_handlers is False
    assert isinstance(BaseProtocol.transport, MemberDescriptorType)


def test_a_connection_to_valkey_has_its_transport_where_the_wire_takes_it_over():
    assert UnixDomainSocketConnection()._writer is None
