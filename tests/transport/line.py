"""A real server on a real port, with one Gateway for each role, and rough clients for it."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import socketio
from aiohttp import WSMsgType, web

from server.contract.commands import Command, Say
from server.contract.events import Receipt
from server.contract.namespaces import NAMESPACES
from server.domain.ids import PersonId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.transport.edge.arrival import Arrival
from server.transport.edge.gate import Gate
from server.transport.edge.limits import Limits
from server.transport.edge.server import Edge
from server.transport.gateway import Gateway, Hooks
from server.transport.locks import Locks

ORIGIN = "https://line.example"
GOOD = {"token": "good"}
BOUND = 100.0  # seconds; no wait in these tests is longer, however busy the machine


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(BOUND):
        while not true():
            await asyncio.sleep(0.005)


def say(text: str = "hello", **more: object) -> dict[str, object]:
    return {"conversation": "c1", "ref": "r1", "text": text, **more}


@dataclass
class House:
    """Everything behind the door, written down instead of done."""

    handled: list[Command] = field(default_factory=list)
    admitted: list[object] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    locks: Locks = field(default_factory=Locks)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    on_open: Callable[[str], Awaitable[None]] | None = None
    on_close: Callable[[str], Awaitable[None]] | None = None

    async def admit(self, role: Role, auth: object, arrival: Arrival) -> Session:
        if auth != GOOD:
            raise Refusal(Code.SIGN_IN)
        self.admitted.append(auth)
        self.arrivals.append(arrival)
        signed_in = "" if role is Role.VISITOR else f"{role}'s"
        return Session(PersonId(f"{role}-{len(self.admitted)}"), role, signed_in=signed_in)

    async def handle(self, speaker: Session, command: Command) -> Receipt | None:
        if isinstance(command, Say):
            await self._act(command.text)
        self.handled.append(command)
        if isinstance(command, Say):
            return Receipt(
                seq=len(self.handled), at=datetime(2030, 1, 1, tzinfo=UTC), withheld=False
            )
        return None

    async def _act(self, text: str) -> None:
        match text.split():
            case ["boom"]:
                raise ValueError(text)
            case ["until", "told"]:
                await self.told.wait()
            case ["slowly", seconds]:
                await asyncio.sleep(float(seconds))
            case ["refused"]:
                raise Refusal(Code.TOO_FAST, retry_after=3.0)
            case ["impossible"]:
                raise StepNotAllowed(text)

    async def opening(self, session: Session, sid: str) -> None:
        self.opened.append(sid)
        if self.on_open:
            await self.on_open(sid)

    async def closing(self, session: Session, sid: str) -> None:
        self.closed.append(sid)
        if self.on_close:
            await self.on_close(sid)


class Raw:
    """A WebSocket without manners."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.ids = itertools.count(1)

    async def send(self, text: str) -> None:
        await self.socket.send_str(text)

    async def hear(self) -> aiohttp.WSMessage:
        """The next message that is not a ping."""
        while (message := await self.socket.receive(BOUND)).data == "2":
            pass
        return message

    async def heard(self) -> str:
        message = await self.hear()
        assert message.type is WSMsgType.TEXT, message
        return message.data

    async def join(self, namespace: str = "/visitor", auth: object = GOOD) -> str:
        await self.send(f"40{namespace},{json.dumps(auth)}")
        return await self.heard()

    async def ask(self, event: object, *bodies: object, namespace: str = "/visitor") -> object:
        """Emit, and wait for the answer to it."""
        number = next(self.ids)
        await self.send(f"42{namespace},{number}{json.dumps([event, *bodies])}")
        while not (text := await self.heard()).startswith(f"43{namespace},{number}["):
            pass
        return json.loads(text[text.index("[") :])[0]

    async def is_cut(self) -> bool:
        """True when nothing but the end comes."""
        while (message := await self.hear()).type is WSMsgType.TEXT:
            pass
        return message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.ERROR)


class Line:
    def __init__(self, edge: Edge, house: House, gateways: dict[Role, Gateway], port: int) -> None:
        self.edge = edge
        self.house = house
        self.gateways = gateways
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.path = f"{self.url}/socket.io/?EIO=4&transport=websocket"
        self.stack = AsyncExitStack()

    @property
    def sockets(self) -> int:
        return len(self.edge.eio.sockets)

    def leftovers(self) -> list[object]:
        """Everything that must be empty when everybody has gone."""
        kept = [self.edge.eio.sockets, self.edge.environ, self.edge._wires, self.edge.manager.rooms]
        kept += [self.edge.manager._coming, self.edge._binary_packet]
        return [kind for kind in [*kept, *(g._sessions for g in self.gateways.values())] if kind]

    async def raw(self, **options: object) -> Raw:
        """A socket that has read Engine.IO's hello."""
        session = await self.stack.enter_async_context(aiohttp.ClientSession())
        options = {"origin": ORIGIN, **options}
        raw = Raw(await session.ws_connect(self.path, **options))
        assert (await raw.heard()).startswith("0{")
        return raw

    async def joined(self, namespace: str = "/visitor") -> Raw:
        raw = await self.raw()
        assert "sid" in await raw.join(namespace)
        return raw

    async def page(self, namespace: str = "/visitor", auth: object = GOOD) -> socketio.AsyncClient:
        """An ordinary Socket.IO client."""
        session = await self.stack.enter_async_context(aiohttp.ClientSession())
        page = socketio.AsyncClient(reconnection=False, http_session=session)
        self.stack.push_async_callback(page.disconnect)
        await page.connect(
            self.url,
            headers={"Origin": ORIGIN},
            namespaces=[namespace],
            auth=auth,
            transports=["websocket"],
        )
        return page


@asynccontextmanager
async def open_line(
    limits: Limits | Gate | None = None, house: House | None = None, patience: float = BOUND
) -> AsyncIterator[Line]:
    house = house or House()
    limits = limits or Limits(join_within=BOUND, close_within=0.5)
    edge = Edge([ORIGIN], limits if isinstance(limits, Gate) else Gate(limits))
    gateways = {role: _gateway(role, house, patience) for role in NAMESPACES}
    for gateway in gateways.values():
        edge.register_namespace(gateway)
    app = web.Application()
    edge.attach(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    line = Line(edge, house, gateways, runner.addresses[0][1])
    try:
        yield line
    finally:
        await line.stack.aclose()
        await edge.eio.emptied(within=1.0)
        await runner.cleanup()


def _gateway(role: Role, house: House, patience: float) -> Gateway:
    async def admit(auth: object, arrival: Arrival) -> Session:
        return await house.admit(role, auth, arrival)

    handlers = house.locks.guarded(dict.fromkeys(NAMESPACES[role].commands, house.handle))
    return Gateway(role, admit, handlers, Hooks(house.opening, house.closing), patience)
