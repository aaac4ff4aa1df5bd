"""A small TCP proxy of ours between one process and one store: it delays, swallows, cuts."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.said_to_stores import Ear

CHUNK = 65_536
Point = Callable[[str], bool]


@dataclass
class Trap:
    """Where what is said fits `point`, the line goes dead: before that is passed on, or after."""

    point: Point
    passed_on: bool
    caught: asyncio.Event


class Between:
    """`ear` says what each piece is: see `said_to_stores`. One for each process and store."""

    def __init__(self, upstream: Path, ear: Callable[[], Ear]) -> None:
        self.port = 0
        self.delay: Callable[[str], float] = lambda said: 0.0
        self._upstream = upstream
        self._ear = ear
        self._trap: Trap | None = None
        self._hole = False
        self._dead: set[asyncio.StreamWriter] = set()
        self._lines: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self._server.close()
        self.cut()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=2)

    def swallow(self) -> None:
        """A black hole: nothing is refused and nothing comes through, either way."""
        self._hole = True
        self._dead |= self._lines

    def mend(self) -> None:
        """New connections come through. Old ones stay dead, as after a firewall has forgotten."""
        self._hole = False
        self._trap = None
        self.delay = lambda said: 0.0

    def cut(self) -> None:
        """Every connection breaks."""
        for line in list(self._lines):
            line.transport.abort()

    def trap(self, point: Point, *, passed_on: bool) -> asyncio.Event:
        self._trap = Trap(point, passed_on, asyncio.Event())
        return self._trap.caught

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(task := asyncio.current_task())
        self._lines.add(writer)
        if self._hole:
            self._dead.add(writer)
        try:
            await self._between(reader, writer)
        finally:
            self._lines.discard(writer)
            self._dead.discard(writer)
            self._tasks.discard(task)
            writer.transport.abort()

    async def _between(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, out = await asyncio.open_unix_connection(self._upstream)
        except OSError:
            return
        both = [
            asyncio.create_task(self._up(reader, out, writer)),
            asyncio.create_task(self._down(there, writer)),
        ]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            out.transport.abort()

    async def _up(self, reader, out, line) -> None:
        ear = self._ear()
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                for piece, said in ear.take(data):
                    await self._pass(piece, said, out, line)

    async def _pass(self, piece, said, out, line) -> None:
        if pause := self.delay(said):
            await asyncio.sleep(pause)
        caught = self._trap is not None and line not in self._dead and self._trap.point(said)
        if caught and not self._trap.passed_on:
            self._spring()
        if line not in self._dead:
            out.write(piece)
            await out.drain()
        if caught and self._trap is not None:
            self._spring()

    def _spring(self) -> None:
        trap, self._trap = self._trap, None
        self.swallow()
        trap.caught.set()

    async def _down(self, there, line) -> None:
        with suppress(ConnectionError):
            while data := await there.read(CHUNK):
                if line not in self._dead:
                    line.write(data)
                    await line.drain()
