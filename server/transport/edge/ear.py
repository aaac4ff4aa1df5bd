"""Frames are handed over where aiohttp's parser finds them: no reader wakes up for one."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from aiohttp import WSMessage, WSMsgType, web
from aiohttp._websocket.reader import WebSocketDataQueue, WebSocketReader

Take = Callable[[WSMessage], None]

_ENDS: Final = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})
ROOM: Final = 1 << 16  # bytes that may wait before anybody listens


class Ear(WebSocketDataQueue):
    """What ends the connection goes the library's own way, to whoever waits in `receive`.

    So does what came before somebody took frames here, and what comes after it until that is read.
    """

    __slots__ = ("take",)

    take: Take | None

    def feed_data(self, data: Any, size: int) -> None:
        is_frame = data.type is WSMsgType.TEXT or data.type not in _ENDS
        if is_frame and self.take is not None and not self._buffer:
            self.take(data)
        else:
            super().feed_data(data, size)


class Socket(web.WebSocketResponse):
    """aiohttp's, with an Ear in the place of its queue. Text comes as bytes."""

    ear: Ear

    def _post_start(self, request: web.BaseRequest, protocol: str | None, writer: Any) -> None:
        self._ws_protocol = protocol
        self._writer = writer
        self._reader = self.ear = Ear(request.protocol, ROOM, loop=asyncio.get_running_loop())
        self.ear.take = None
        self._parser = WebSocketReader(
            self.ear, self._max_msg_size, compress=False, decode_text=False
        )
        request.protocol.set_parser(self._parser, data_received_cb=None)
        request.protocol.keep_alive(False)
