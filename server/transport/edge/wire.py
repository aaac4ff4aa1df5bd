"""One WebSocket, with everything about it bounded."""

import asyncio
from collections.abc import Callable

from aiohttp import WebSocketError, WSCloseCode, WSMessage, WSMsgType
from aiohttp._websocket.reader import WebSocketReader

from server.transport.edge.allowance import Allowance
from server.transport.edge.cut import Cut
from server.transport.edge.ear import Ear
from server.transport.edge.frames import PING, Frame, close_frame, pong_frame
from server.transport.edge.lane import Hear, Lane
from server.transport.edge.limits import Limits
from server.transport.edge.pulse import Pulse


class Wire(asyncio.Protocol):
    """Hears each frame where it is parsed, writes straight to the transport while it keeps up.

    `hear` gets each packet; what it returns is awaited before the next one's turn. `over` is
    called once, when nothing more can come: whoever is told calls `end` as the last step.
    """

    __slots__ = (
        "__weakref__", "_allowance", "_code", "_full", "_lane", "_limits", "_outbox", "_over",
        "_pulse", "_reaper", "_said_goodbye", "_transport",
        "joined", "parser", "sid",
    )  # fmt: skip

    def __init__(
        self,
        sid: str,
        transport: asyncio.Transport,
        limits: Limits,
        hear: Hear,
        over: Callable[["Wire"], None],
    ) -> None:
        """From here on the clocks run."""
        loop = asyncio.get_running_loop()
        self.sid = sid
        self.joined: dict[str, str] = {}
        # aiohttp's size is the first that is refused.
        self.parser = WebSocketReader(
            Ear(self.take, self._broken), limits.frame + 1, compress=False, decode_text=False
        )
        self._limits = limits
        self._over: Callable[[Wire], None] | None = over
        self._outbox: list[Frame] = []
        self._full = False  # the transport's buffer
        self._code: WSCloseCode | None = None
        self._said_goodbye = False
        self._transport = transport
        self._lane = Lane(hear, limits.behind, transport, self._rested)
        self._allowance = Allowance(limits.frames_per_second, limits.burst, loop.time)
        self._pulse = Pulse(limits, self._ask, self._silent)
        self._reaper: asyncio.TimerHandle | None = loop.call_later(limits.join_within, self._reap)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        """What waited goes before anything new."""
        self._full = False
        while self._outbox and not self._full:
            self._transport.write(self._outbox.pop(0))
        self._say_goodbye()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended()

    def push(self, frame: Frame) -> None:
        """Never waits: a reader who has stopped reading is cut, not buffered."""
        if self._transport.is_closing() or self._parting:
            return
        if not self._outbox and not self._full:
            self._transport.write(frame)
        elif len(self._outbox) < self._limits.outbox:
            self._outbox.append(frame)
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
            asyncio.get_running_loop().call_later(self._limits.close_within, self.abort)
        if self._lane.working is not None:
            self._lane.drop()
        self._say_goodbye()

    def abort(self) -> None:
        self._transport.abort()

    async def finished(self) -> None:
        """What was asked before is done."""
        if self._lane.working is not None:
            await asyncio.wait([self._lane.working])

    def end(self) -> None:
        """The last step, whatever came before."""
        self.abort()
        self._lane.end()
        del self.parser  # who has gone would be kept by who tells them

    def take(self, message: WSMessage) -> None:
        """Whatever the other side sends."""
        if message.type is WSMsgType.CLOSE:
            self._closed_by_them()
        elif self._code is None and self._over is not None:
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

    def _closed_by_them(self) -> None:
        if not self._said_goodbye and not self._transport.is_closing():
            self._transport.write(close_frame(WSCloseCode.OK))
        self._transport.close()
        self._ended()

    def _broken(self, why: BaseException) -> None:
        """What comes after it can't be read, a goodbye neither."""
        code = why.code if isinstance(why, WebSocketError) else WSCloseCode.INTERNAL_ERROR
        self.finish(WSCloseCode(code))

    def _ended(self) -> None:
        over, self._over = self._over, None
        if over is not None:
            self._pulse.stop()
            self._stop_reaper()
            over(self)

    def _rested(self, code: WSCloseCode | None) -> None:
        if (code := self._code or code) is not None:
            self.finish(code)

    @property
    def _parting(self) -> bool:
        return self._code is not None and self._lane.working is None

    def _say_goodbye(self) -> None:
        if self._parting and not self._outbox and not self._said_goodbye:
            self._said_goodbye = True
            if not self._transport.is_closing():
                self._transport.write(close_frame(self._code or WSCloseCode.OK))

    def _ask(self) -> None:
        self.push(PING)

    def _silent(self) -> None:
        """While a command runs, the answer may lie unread behind it."""
        if self._lane.working is not None:
            self._pulse.beat()
        else:
            self.abort()

    def _reap(self) -> None:
        self._reaper = None
        if not self.joined:
            self.abort()

    def _stop_reaper(self) -> None:
        if self._reaper is not None:
            self._reaper.cancel()
            self._reaper = None
