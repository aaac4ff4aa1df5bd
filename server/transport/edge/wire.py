"""One WebSocket, with everything about it bounded."""

import asyncio
from typing import Final

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from server.transport.edge.allowance import Allowance
from server.transport.edge.cut import Cut
from server.transport.edge.ear import Socket
from server.transport.edge.frames import PING, Frame, pong_frame
from server.transport.edge.lane import Hear, Lane
from server.transport.edge.limits import Limits
from server.transport.edge.pulse import Pulse

_ENDS: Final = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})


class Wire:
    """Hears each frame where it is parsed, writes straight to the transport while it keeps up.

    `hear` gets each packet; what it returns is awaited before the next one's turn.
    """

    __slots__ = (
        "_allowance", "_code", "_ending", "_flushing", "_hear", "_lane", "_limits", "_loop",
        "_outbox", "_protocol", "_pulse", "_reaper", "_transport", "_writer",
        "joined", "request", "response", "sid",
    )  # fmt: skip

    def __init__(self, sid: str, request: web.Request, limits: Limits, hear: Hear) -> None:
        self.sid = sid
        self.request = request
        self.response = Socket(
            timeout=limits.close_within,
            max_msg_size=limits.frame + 1,  # aiohttp's is the first size refused
            compress=False,  # 106 kB a connection with it, 31 kB without
            autoping=False,  # so that protocol pings are counted too
        )
        self.joined: dict[str, str] = {}
        self._limits = limits
        self._hear = hear
        self._loop = asyncio.get_running_loop()
        self._outbox: list[Frame] = []
        self._code: WSCloseCode | None = None
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
        self._lane = Lane(self._hear, self._limits.behind, transport, self._rested)
        self._allowance = Allowance(
            self._limits.frames_per_second, self._limits.burst, self._loop.time
        )
        self._pulse = Pulse(self._limits, self._ask, self._silent)
        self._reaper = self._loop.call_later(self._limits.join_within, self._reap)

    async def listen(self) -> None:
        """Until either side ends it, and what it asked before is done."""
        self.response.ear.take = self._take
        while (message := await self.response.receive()).type not in _ENDS:
            self._take(message)  # it came before we listened
        if self._lane.working is not None:
            await self._lane.working

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
        if self._lane.working is not None:
            self._lane.drop()
            self._loop.call_later(self._limits.close_within, self.abort)
        elif self._ending is None:
            self._ending = self._loop.create_task(self._close(self._code))

    def abort(self) -> None:
        self._transport.abort()

    async def end(self) -> None:
        """The last step, whatever came before."""
        self._pulse.stop()
        self._reaper.cancel()
        self.response.ear.take = None
        self.finish(WSCloseCode.OK)
        if self._ending is not None:
            await self._ending
        self._lane.end()

    def _take(self, message: WSMessage) -> None:
        if self._code is not None:
            return
        try:
            self._read(message)
        except Cut as cut:
            self.finish(cut.code)

    def _read(self, message: WSMessage) -> None:
        """Raises Cut when the other side breaks a rule."""
        if not self._allowance.spend():
            raise Cut(WSCloseCode.POLICY_VIOLATION)
        if message.type is WSMsgType.TEXT:
            self._read_text(message.data)
        elif message.type is WSMsgType.PING:
            self.push(pong_frame(message.data))
        elif message.type is WSMsgType.BINARY:
            raise Cut(WSCloseCode.UNSUPPORTED_DATA)

    def _read_text(self, text: bytes) -> None:
        if text.startswith(b"4"):
            self._lane.take(text)
        elif text == b"3":
            self._pulse.answered()
        elif text == b"1":
            self.finish(WSCloseCode.OK)
        else:
            raise Cut(WSCloseCode.PROTOCOL_ERROR)

    def _rested(self, code: WSCloseCode | None) -> None:
        if (code := self._code or code) is not None:
            self.finish(code)

    def _ask(self) -> None:
        self.push(PING)

    def _silent(self) -> None:
        """While a command runs, the answer may lie unread behind it."""
        if self._lane.working is not None:
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
