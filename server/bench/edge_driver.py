"""Pairs of sockets of which one speaks and the other hears, at a steady rate. Its own process."""

import asyncio
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import aiohttp
import msgspec

from server import loop
from server.bench.edge_server import ORIGIN
from server.contract.commands import Say
from server.contract.events import Event
from server.domain.session import Role
from server.replay.wire import Entry, Wire

TEXT: Final = "I lie there and go through everything that I have to do in the morning."
WITHIN: Final = 10.0


class Driven(msgspec.Struct, frozen=True):
    """`ack_ms` of each message; every message was heard."""

    ack_ms: list[float]


@dataclass(slots=True)
class Drive:
    port: int
    pairs: int
    rate: float
    seconds: float
    acks: list[float] = field(default_factory=list)
    heard: int = 0

    async def run(self) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as http:
            wires = [await self._pair(http, number) for number in range(self.pairs)]
            _tell(b"ready")
            await asyncio.to_thread(sys.stdin.readline)
            await asyncio.gather(*(self._speak(n, pair[0]) for n, pair in enumerate(wires)))
            async with asyncio.timeout(WITHIN):
                while self.heard < len(self.acks):  # noqa: ASYNC110 - at most once
                    await asyncio.sleep(0.01)
            _tell(msgspec.json.encode(Driven(self.acks)))
            await asyncio.to_thread(sys.stdin.readline)
            await asyncio.gather(*(wire.close() for pair in wires for wire in pair))

    async def _pair(self, http: aiohttp.ClientSession, number: int) -> tuple[Wire, Wire]:
        names = (f"speaker-{number}", f"listener-{number}")
        one, other = [await self._wire(http, name) for name in names]
        return one, other

    async def _wire(self, http: aiohttp.ClientSession, name: str) -> Wire:
        url = f"http://127.0.0.1:{self.port}"
        entry = Entry(url, ORIGIN, Role.VISITOR, auth={"token": name})
        return await Wire.open(http, entry, self._hear, within=WITHIN)

    def _hear(self, event: Event) -> None:
        self.heard += 1

    async def _speak(self, number: int, wire: Wire) -> None:
        """The pairs take turns; who is late does not hurry afterwards."""
        clock = asyncio.get_running_loop().time
        step, began = self.pairs / self.rate, clock()
        for count in range(max(int(self.seconds / step), 1)):
            await asyncio.sleep(began + (count + number / self.pairs) * step - clock())
            say = Say(conversation=f"listener-{number}", ref=f"r{count}", text=TEXT)
            asked = time.perf_counter()  # uvloop's own clock counts whole milliseconds
            await wire.ask(say, within=WITHIN)
            self.acks.append((time.perf_counter() - asked) * 1000)


def _tell(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.flush()


if __name__ == "__main__":
    port, pairs, rate, seconds = sys.argv[1:]
    loop.run(partial(Drive(int(port), int(pairs), float(rate), float(seconds)).run))
