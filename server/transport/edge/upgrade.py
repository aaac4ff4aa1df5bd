"""The handshake of a WebSocket is aiohttp's; the connection is ours from then on."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from server.transport.edge.wire import Wire

Begin = Callable[[asyncio.Transport], Wire]


class Upgrade(web.WebSocketResponse):
    """Takes the connection away from aiohttp as soon as the answer is written.

    What aiohttp would keep for as long as the socket lives, its protocol, its request, two tasks
    and their frames, ends here.
    """

    def __init__(self, begin: Begin) -> None:
        super().__init__(compress=False)  # 106 kB a connection with it
        self._begin = begin

    def _post_start(self, request: web.BaseRequest, protocol: str | None, writer: Any) -> None:
        transport, theirs = request.transport, request.protocol
        if transport is None:
            raise ConnectionResetError("gone before the handshake was over")
        wire = self._begin(transport)
        transport.set_protocol(wire)
        theirs.set_parser(wire.parser)  # which hears at once what came right behind the request
        theirs.transport = None  # or it would close what is not its own any more
        theirs.connection_lost(None)

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing ends here."""
