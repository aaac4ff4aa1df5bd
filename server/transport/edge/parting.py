"""How a server that stops lets everybody go."""

import asyncio
from collections.abc import Callable, Sequence

from aiohttp import WSCloseCode

from server.transport.edge.frames import Frame
from server.transport.edge.wire import Wire

Farewell = Callable[[str], Frame]


def send_off(wires: Sequence[Wire], farewell: Farewell, spread: float) -> None:
    """Evenly over so many seconds, so that the next process is not met by everybody at once."""
    loop = asyncio.get_running_loop()
    for place, wire in enumerate(wires):
        loop.call_later(spread * place / len(wires), _send_off, wire, farewell)


def _send_off(wire: Wire, farewell: Farewell) -> None:
    for namespace in wire.joined:
        wire.push(farewell(namespace))
    wire.finish(WSCloseCode.GOING_AWAY)
