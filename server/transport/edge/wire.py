"""One WebSocket, with everything about it bounded."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import WSCloseCode, WSMsgType, web

from server.transport.edge.allowance import Allowance
from server.transport.edge.frames import PING, Frame
from server.transport.edge.limits import Limits
from server.transport.edge.pulse import Pulse

Hear = Callable[[str], Awaitable[None]]

_ENDS: Final = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})
_CLOSE, _PONG, _MESSAGE = "1", "3", "4"


class Cut(Exception):
    """This socket broke a rule; the close code says which kind."""

    def __init__(self, code: WSCloseCode) -> None:
        super().__init__(code)
        self.code = code


class Wire:
    """Reads one frame at a time, writes straight to the transport while it keeps up."""

    __slots__ = (
        "_allowance", "_code", "_ending", "_flushing", "_handling", "_limits", "_loop",
        "_outbox", "_protocol", "_pulse", "_reaper", "_transport", "_writer",
        "joined", "request", "response", "sid",
    )  # fmt: skip

    def __init__(self, sid: str, request: web.Request, limits: Limits) -> None:
        self.sid = sid
        self.request = request
        self.response = web.WebSocketResponse(
            timeout=limits.close_within,
            max_msg_size=limits.frame + 1,  # aiohttp's is the first size refused
            compress=False,  # 106 kB a connection with it, 31 kB without
            autoping=False,  # so that protocol pings are counted too
        )
        self.joined: dict[str, str] = {}
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._outbox: list[Frame] = []
        self._code: WSCloseCode | None = None
        self._handling = False
        self._ending: asyncio.Task[None] | None = None
        self._flushing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Shake hands; from here on the clocks run."""
        self._writer = await self.response.prepare(self.request)
        transport = self.request.transport
        if transport is None:
            raise ConnectionResetError("gone before the handshake was over")
        self._transport = transport
        self._protocol = self.request.protocol
        self._allowance = Allowance(
            self._limits.frames_per_second, self._limits.burst, self._loop.time
        )
        self._pulse = Pulse(self._limits, lambda: self.push(PING), self._silent)
        self._reaper = self._loop.call_later(self._limits.join_within, self._reap)

    async def listen(self, hear: Hear) -> None:
        """Until either side ends it. Raises Cut when the other side breaks a rule."""
        while self._code is None and (frame := await self._receive()) is not None:
            if frame == _PONG:
                self._pulse.answered()
            elif frame == _CLOSE:
                return
            elif frame.startswith(_MESSAGE):
                await self._handle(hear, frame[1:])
            else:
                raise Cut(WSCloseCode.PROTOCOL_ERROR)

    def push(self, frame: Frame) -> None:
        """Never waits: a reader who has stopped reading is cut, not buffered."""
        if self._ending is not None or self._transport.is_closing():
            return
        if not self._outbox and not self._protocol.writing_paused:
            self._transport.write(frame)
        elif len(self._outbox) < self._limits.outbox:
            self._outbox.append(frame)
            self._keep_flushing()
        else:
            self.abort()

    def join(self, namespace: str, sid: str) -> None:
        self.joined[namespace] = sid

    def leave(self, namespace: str) -> None:
        """A wire without a namespace has no use."""
        if self.joined.pop(namespace, None) is not None and not self.joined:
            self.finish(WSCloseCode.OK)

    def finish(self, code: WSCloseCode) -> None:
        """Send what is waiting, say goodbye, close. A running command is let finish."""
        if self._code is None:
            self._code = code
        if self._handling:
            self._loop.call_later(self._limits.close_within, self.abort)
        elif self._ending is None:
            self._ending = self._loop.create_task(self._close(self._code))

    def abort(self) -> None:
        self._transport.abort()

    async def end(self) -> None:
        """The last step, whatever came before."""
        self._pulse.stop()
        self._reaper.cancel()
        self.finish(WSCloseCode.OK)
        if self._ending is not None:
            await self._ending

    async def _receive(self) -> str | None:
        while (message := await self.response.receive()).type not in _ENDS:
            if not self._allowance.spend():
                raise Cut(WSCloseCode.POLICY_VIOLATION)
            if message.type is WSMsgType.TEXT:
                return str(message.data)
            if message.type is WSMsgType.BINARY:
                raise Cut(WSCloseCode.UNSUPPORTED_DATA)
            if message.type is WSMsgType.PING and not await self._ponged(message.data):
                break
        return None

    async def _ponged(self, data: bytes) -> bool:
        try:
            await self.response.pong(data)
        except ConnectionError:
            return False
        return True

    async def _handle(self, hear: Hear, text: str) -> None:
        self._handling = True
        try:
            await hear(text)
        finally:
            self._handling = False

    def _silent(self) -> None:
        """While a command runs, the answer may lie unread behind it."""
        if self._handling:
            self._pulse.beat()
        else:
            self.abort()

    def _reap(self) -> None:
        if not self.joined:
            self.abort()

    def _keep_flushing(self) -> None:
        if self._flushing is None or self._flushing.done():
            self._flushing = self._loop.create_task(self._flush())

    async def _flush(self) -> None:
        try:
            while self._outbox and not self._transport.is_closing():
                await self._writer.drain()
                self._transport.write(self._outbox.pop(0))
        except ConnectionError:
            self._outbox.clear()

    async def _close(self, code: WSCloseCode) -> None:
        try:
            async with asyncio.timeout(self._limits.close_within):
                if self._flushing is not None:
                    await self._flushing
                await self.response.close(code=code)
        except (TimeoutError, ConnectionError):
            pass  # a reader who does not read; aborting is all that is left
        finally:
            self.abort()
