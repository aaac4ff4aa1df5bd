"""Where somebody's browser can be reached while the console is closed or out of sight."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from server.domain.ids import StaffId
from server.domain.proof import Device

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
UNCOMPRESSED: Final = 4  # the first byte of a point that is written whole
FIELD: Final = 2**256 - 2**224 + 2**192 + 2**96 - 1  # P-256 (SEC 2, section 2.4.2)
CONSTANT: Final = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


@dataclass(frozen=True, slots=True)
class PushSubscription:
    """As the browser made it: a push service's address, and the keys to seal for it (RFC 8291).

    The address works only together with our own key, with which every push is signed.
    """

    staff: StaffId
    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)  # a point of P-256, 65 bytes
    auth: bytes = field(repr=False)  # 16 bytes
    device: Device = Device.OTHER


@dataclass(frozen=True, slots=True)
class Browser:
    """One that its owner lets us reach, as they see it in their list."""

    id: str
    device: Device
    since: datetime


class About(StrEnum):
    """Why somebody is reached. The notice says none of it: others may see their screen."""

    OFFER = "offer"
    SHIFT = "shift"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many browsers there were, and how many push services have taken it."""

    of: int
    taken: int


def may_push_to(endpoint: str, services: Collection[str]) -> bool:
    """Only to a push service that the operator knows: nobody makes us call any other address."""
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        return False
    return any(host == one or host.endswith(f".{one}") for one in services)


def is_point(key: bytes) -> bool:
    """Whether anything can be sealed for it: 65 bytes which are a point of P-256."""
    x, y = int.from_bytes(key[1:33]), int.from_bytes(key[33:])
    shaped = len(key) == 65 and key[0] == UNCOMPRESSED and x < FIELD and y < FIELD
    return shaped and (y * y - x * x * x + 3 * x - CONSTANT) % FIELD == 0
