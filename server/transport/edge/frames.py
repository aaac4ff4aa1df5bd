"""The bytes on the wire: Socket.IO packets in, ready-made WebSocket frames out."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NewType

import msgspec

from server.transport.edge.limits import Limits

Frame = NewType("Frame", bytes)
"""A complete WebSocket frame: made once, written to any number of sockets."""

PING: Final = Frame(b"\x81\x012")


class Kind(StrEnum):
    """The Socket.IO packets that a browser may send us.

    Acks (3) are missing because we never ask for one; binary packets (5, 6) because
    python-socketio lets their attachments pile up and swallow later messages.
    """

    CONNECT = "0"
    DISCONNECT = "1"
    EVENT = "2"


class Malformed(Exception):
    """Not a packet we speak."""


@dataclass(frozen=True, slots=True)
class Packet:
    kind: Kind
    namespace: str
    id: int | None
    data: Any

    def __repr__(self) -> str:
        """Without the data: what people write never reaches a log."""
        return f"Packet({self.kind.name}, {self.namespace!r}, id={self.id})"


_ID: Final = 12  # digits
_HEAD: Final = 90  # bytes before an event's data: its kind, the longest namespace, an id
_PACKET: Final = re.compile(
    r"(?P<kind>[012])(?:(?P<namespace>/[^,\[{]{0,64})(?:,|$))?(?P<id>[0-9]{1,12})?(?P<data>.*)",
    re.DOTALL,
)


def read(text: str) -> Packet:
    """One Socket.IO packet; raises Malformed for everything else."""
    found = _PACKET.fullmatch(text)
    if found is None:
        raise Malformed
    kind, number = Kind(found["kind"]), found["id"]
    data = _parsed(found["data"])
    if kind is Kind.EVENT and not (isinstance(data, list) and data):
        raise Malformed
    return Packet(kind, found["namespace"] or "/", int(number) if number else None, data)


def _parsed(text: str) -> Any:
    try:
        return msgspec.json.decode(text) if text else None
    except msgspec.DecodeError:
        return _mended(text)
    except RecursionError:  # nested deeper than the stack
        raise Malformed from None


def _mended(text: str) -> Any:
    """JSON with half an emoji in it: a length limit may cut one in two.

    Browsers send such a half as an escape that is no character. The rest of what
    the person wrote must not be lost for it.
    """
    try:
        return msgspec.json.decode(
            json.dumps(json.loads(text), ensure_ascii=False).encode(errors="replace")
        )
    except (ValueError, RecursionError):
        raise Malformed from None


def event_in(packet: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Namespace, id and data of what looks like an event as browsers write them; else None."""
    at = packet.find(b"[", 2, _HEAD)
    place, _, number = packet[2:at].partition(b",")
    if not packet.startswith(b"42/") or len(number) > _ID or not (number.isdigit() or not number):
        return None
    return place, number, packet[at:]


def hello_frame(sid: str, limits: Limits) -> Frame:
    """Engine.IO's first packet. A browser takes its patience from it."""
    body = {
        "sid": sid,
        "upgrades": [],
        "pingInterval": int(limits.ping_every * 1000),
        "pingTimeout": int(limits.pong_within * 1000),
        "maxPayload": limits.frame,
    }
    return text_frame(b"0" + msgspec.json.encode(body))


def event_frame(namespace: str, name: str, body: object) -> Frame:
    """An event for the members of a namespace."""
    return text_frame(b"42%b,%b" % (namespace.encode(), msgspec.json.encode([name, body])))


def no_such_place_frame(namespace: str) -> Frame:
    """In the shape that the protocol wants, and that pages read; python-socketio sends a string."""
    head = f"44{namespace}," if namespace != "/" else "44"
    return text_frame(head.encode() + b'{"message":"Invalid namespace"}')


def parting_frame(namespace: str) -> Frame:
    """The server has put this socket out of the namespace."""
    return text_frame(f"41{namespace},".encode())


def ack_frame(place: bytes, id: bytes, reply: object) -> Frame:
    """The answer to the command that was sent with this id, by a namespace's name as bytes."""
    return text_frame(b"43%b,%b[%b]" % (place, id, msgspec.json.encode(reply)))


def pong_frame(data: bytes) -> Frame:
    """The answer to a ping of the WebSocket protocol; at most 125 bytes (RFC 6455, 5.5)."""
    return Frame(bytes((0x8A, len(data))) + data)


def close_frame(code: int) -> Frame:
    """The WebSocket protocol's goodbye (RFC 6455, 5.5.1)."""
    return Frame(b"\x88\x02" + code.to_bytes(2, "big"))


def text_frame(text: bytes) -> Frame:
    """An unmasked, unfragmented text frame (RFC 6455, 5.2)."""
    size = len(text)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 1 << 16:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return Frame(head + text)
