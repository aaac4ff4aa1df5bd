"""How one person comes in by the service's door."""

from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

from server.domain.session import Role

PATH: Final = "/socket.io/?EIO=4&transport=websocket"


@dataclass(frozen=True, slots=True)
class Entry:
    """How to get in: where, as what, and what proves it."""

    url: str  # http://host:port
    origin: str  # one of the service's public addresses
    role: Role
    auth: dict[str, str] | None = field(default=None, repr=False)
    cookie: str | None = field(default=None, repr=False)


def request(entry: Entry) -> dict[str, Any]:
    """For aiohttp's `ws_connect`."""
    headers = {"Origin": entry.origin} | ({"Cookie": entry.cookie} if entry.cookie else {})
    patience = aiohttp.ClientWSTimeout(ws_close=2.0)
    return {"url": entry.url + PATH, "headers": headers, "timeout": patience}
