"""A lean Socket.IO client: one WebSocket in one namespace, commands in, events out."""

import asyncio
import re
from collections.abc import Callable
from itertools import count
from typing import Any, Final

import aiohttp
import msgspec

from server.contract.commands import Command
from server.contract.events import Event
from server.contract.namespaces import NAMESPACES
from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.entry import Entry, request
from server.replay.house import CannotReplay

PACKET: Final = re.compile(
    r"4(?P<kind>[0-4])/(?P<place>[a-z]+),?(?P<id>\d*)(?P<data>.*)", re.DOTALL
)
CONNECTED, LEFT, EVENT, ACK, NOT_ADMITTED = "0", "1", "2", "3", "4"
CLOSE, PING, PONG = "1", "2", "3"


class Gone(Exception):
    """The connection broke, or no answer came in time."""


class NotAdmitted(CannotReplay):
    """The namespace refused us."""


class Declined(Exception):
    """The command was answered with a refusal."""

    def __init__(self, code: Code, *, retry_after: float | None, why: str | None) -> None:
        super().__init__(f"{code}: {why}" if why else str(code))
        self.code = code
        self.retry_after = retry_after


class Answered(msgspec.Struct, frozen=True):
    """An ack of either kind, its body not yet read."""

    ok: bool
    body: msgspec.Raw = msgspec.Raw(b"null")
    code: Code | None = None
    retry_after: float | None = None
    why: str | None = None


class Wire:
    """Events go to `hear` in the order in which they come; `ended` is set when it is over."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, role: Role, hear: Callable[[Event], None]
    ) -> None:
        self.ended = asyncio.Event()
        self._socket = socket
        self._role = role
        self._hear = hear
        self._events = {event.event: event for event in NAMESPACES[role].events}
        self._ids = count(1)
        self._pending: dict[int, asyncio.Future[Answered]] = {}
        self._reads = asyncio.Event()
        self._reads.set()
        self._joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(
        cls,
        http: aiohttp.ClientSession,
        entry: Entry,
        hear: Callable[[Event], None],
        *,
        within: float,
    ) -> "Wire":
        """Connect and join. Raises `Gone` or `NotAdmitted`."""
        wire = None
        try:
            async with asyncio.timeout(within):
                wire = cls(await http.ws_connect(**request(entry)), entry.role, hear)
                await wire._join(entry.auth)
        except (TimeoutError, aiohttp.ClientError, OSError) as lost:
            raise Gone(type(lost).__name__) from None
        finally:
            if wire is not None and not wire.joined:
                await wire.close()
        return wire

    @property
    def joined(self) -> bool:
        known = self._joined
        return known.done() and not known.cancelled() and known.exception() is None

    async def ask(self, command: Command, *, within: float) -> Any:
        """The answer's body in its type. Raises `Declined` or `Gone`."""
        number = next(self._ids)
        answer = self._pending[number] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(within):
                await self._send(f"42/{self._role},{number}", [command.event, command])
                answered = await answer
        except (TimeoutError, ConnectionError) as lost:
            raise Gone(type(lost).__name__) from None
        finally:
            del self._pending[number]
        if not answered.ok:
            code = answered.code or Code.INTERNAL
            raise Declined(code, retry_after=answered.retry_after, why=answered.why)
        return self._body(command, answered.body)

    async def ask_deaf(self, command: Command, *, every: float) -> None:
        """Read nothing any more and ask this again and again, until the service has put us out.

        Each ping is answered before it comes, so that nothing but what lies unread can do it.
        """
        asked = [command.event, command]
        self._reads.clear()
        try:
            while True:
                await self._send(f"42/{self._role},{next(self._ids)}", asked)
                await self._socket.send_str(PONG)
                await asyncio.sleep(every)
        except ConnectionError:
            return
        finally:
            self._reads.set()

    async def close(self) -> None:
        await self._socket.close()
        await self._reader

    def _body(self, command: Command, raw: msgspec.Raw) -> Any:
        kind = NAMESPACES[self._role].commands[type(command)]
        return None if kind is None else msgspec.json.decode(raw, type=kind)

    async def _join(self, auth: dict[str, str] | None) -> None:
        await self._send(f"40/{self._role},", auth)
        await self._joined

    async def _send(self, head: str, data: object) -> None:
        tail = b"" if data is None else msgspec.json.encode(data)
        await self._socket.send_str(head + tail.decode())

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                await self._reads.wait()
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._take(message.data)
        except ConnectionError:
            pass  # the same as an orderly end: whoever waits is told below
        finally:
            self._end()

    async def _take(self, frame: str) -> None:
        if frame == PING:
            await self._socket.send_str(PONG)
        elif frame == CLOSE:
            self._end()
        elif found := PACKET.fullmatch(frame):
            self._packet(found["kind"], found["id"], found["data"])

    def _packet(self, kind: str, number: str, data: str) -> None:
        if kind == EVENT:
            self._event(data)
        elif kind == ACK:
            self._settle(int(number), data)
        elif kind == LEFT:
            self._end()
        elif not self._joined.done() and kind == CONNECTED:
            self._joined.set_result(None)
        elif not self._joined.done() and kind == NOT_ADMITTED:
            self._joined.set_exception(NotAdmitted(data))

    def _event(self, data: str) -> None:
        name, body = msgspec.json.decode(data, type=tuple[str, msgspec.Raw])
        if shape := self._events.get(name):
            self._hear(msgspec.json.decode(body, type=shape))

    def _settle(self, number: int, data: str) -> None:
        [answered] = msgspec.json.decode(data, type=tuple[Answered])
        if (waiting := self._pending.get(number)) and not waiting.done():
            waiting.set_result(answered)

    def _end(self) -> None:
        self.ended.set()
        everybody: list[asyncio.Future[Any]] = [self._joined, *self._pending.values()]
        for waiting in everybody:
            if not waiting.done():
                waiting.set_exception(Gone("the connection ended"))
        if not self._joined.cancelled():
            self._joined.exception()  # seen, whether or not anybody still waits for it
