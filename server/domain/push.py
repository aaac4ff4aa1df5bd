"""Where a moderator's browser can be reached while the console is closed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from server.domain.ids import StaffId

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class PushSubscription:
    """As the browser made it: a push service's address, and the keys to seal for it (RFC 8291).

    The address works only together with our own key, with which every push is signed.
    """

    staff: StaffId
    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)  # a point of P-256, 65 bytes
    auth: bytes = field(repr=False)  # 16 bytes


def may_push_to(endpoint: str, services: Collection[str]) -> bool:
    """Only to a push service that the operator knows: nobody makes us call any other address."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        return False
    return any(host == one or host.endswith(f".{one}") for one in services)
