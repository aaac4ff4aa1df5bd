"""So many conversations, so many messages a second, for so long: everything on this machine."""

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import aiohttp
from rich.console import Console

from config.settings import Settings
from server import loop
from server.bench.house import House as Service
from server.bench.house import house
from server.bench.load.cast import Hand, hired
from server.bench.load.effort import Effort
from server.bench.load.groups import IN_ALL, TOPIC, Groups
from server.bench.load.live import Live
from server.bench.load.place import Stage
from server.bench.load.report import Report, Steady
from server.bench.load.tally import Sayings, Tally
from server.bench.load.watch import Watch
from server.bench.load.words import words
from server.bench.tools import CannotMeasure, machine_now, with_load_after
from server.domain.session import Role
from server.replay.house import House
from server.replay.moderator import Moderator
from server.replay.pace import Pace
from server.replay.peer import Peer, Table
from server.replay.planning import Planning
from server.replay.rooms import Rooms
from server.transport.edge.collector import calm_collector

PATIENCE: Final = 60.0  # seconds
AT_THE_DOOR: Final = 16  # come in at the same time; a queue has its limit
SETTLING: Final = 10.0  # seconds after the last has come in


@dataclass(slots=True)
class Load:
    effort: Effort
    service: Service
    config_dir: Path
    console: Console
    over: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - no secret

    async def run(self) -> Report:
        before = machine_now()
        settings, effort = self.service.settings, self.effort
        hands = await hired(settings, effort.conversations, Role.PEER)
        hosts = await hired(settings, 2 * effort.rooms, Role.PEER, Role.FACILITATOR)
        [supervisor] = await hired(settings, 1, Role.MODERATOR)
        async with _http() as http:
            tally = self._tally(http)
            moderator, table = Moderator(tally.house, "moderator", supervisor.cookie), Table()
            tally.shown_at = moderator.shown_at
            peers = [
                Peer(tally.house, table, f"peer {number}", one.cookie)
                for number, one in enumerate(hands)
            ]
            rooms = self._rooms(tally.house, supervisor, hosts)
            async with self._on_shift(moderator, peers), rooms.hosted() as pairs:
                groups = Groups(rooms, tally, lambda: self.over)
                meeting = [groups.keep_meeting(number, two) for number, two in enumerate(pairs)]
                stage = self._stage(tally, table, moderator)
                steady = await self._played(stage, meeting)
        return Report(self.effort, tally, steady, with_load_after(before))

    def _tally(self, http: aiohttp.ClientSession) -> Tally:
        sayings = Sayings()
        urls = cycle(self.service.urls)
        return Tally(House(http, urls, self.service.url, PATIENCE, said=sayings), sayings)

    @asynccontextmanager
    async def _on_shift(self, moderator: Moderator, peers: list[Peer]) -> AsyncIterator[None]:
        """If the work of one ends in an error, everything does."""
        people: list[Moderator | Peer] = [moderator, *peers]
        async with asyncio.TaskGroup() as group:
            working = []
            for person in people:
                await person.person.link.up()
                working.append(group.create_task(person.work()))
            try:
                yield
            finally:
                for task in working:
                    task.cancel()
                await asyncio.gather(*(p.person.link.down() for p in people))

    def _rooms(self, house: House, supervisor: Hand, hosts: list[Hand]) -> Rooms:
        effort, cookies = self.effort, {one.name: one.cookie for one in hosts}
        pace = Pace(effort.each * IN_ALL * max(effort.rooms, 1))
        return Rooms(house, Planning(house, house.origin, TOPIC, supervisor.cookie), pace, cookies)

    def _stage(self, tally: Tally, table: Table, moderator: Moderator) -> Stage:
        return Stage(
            tally=tally,
            table=table,
            moderator=moderator,
            door=asyncio.Semaphore(AT_THE_DOOR),
            words=words(self.config_dir, self.chance),
            turns=self.effort.turns,
            gap=self.effort.gap,
            is_over=lambda: self.over,
            chance=self.chance,
        )

    async def _played(self, stage: Stage, meeting: list[Coroutine[Any, Any, None]]) -> Steady:
        async with asyncio.TaskGroup() as group:
            for one in meeting:
                group.create_task(one)
            for place in range(self.effort.conversations):
                group.create_task(stage.keep_talking(place))
            try:
                return await self._steady(stage.tally)
            finally:
                self.over = True

    async def _steady(self, tally: Tally) -> Steady:
        """Measured is what comes after everybody is there."""
        clock = asyncio.get_running_loop().time
        with Live(self.console, self.effort, tally) as live:
            while tally.come < self.effort.conversations:
                await live.second("coming in")
            until = clock() + SETTLING
            while clock() < until:
                await live.second("settling")
            calm_collector()
            watch, began = Watch(self._pids()), clock()
            sent, in_rooms = tally.sent, tally.in_rooms
            tally.measure(began)
            watching = asyncio.create_task(watch.run())
            while clock() - began < self.effort.seconds:
                await live.second("steady", clock() - began, watch)
            watching.cancel()
            watch.look()
            return Steady(watch, clock() - began, tally.sent - sent, tally.in_rooms - in_rooms)

    def _pids(self) -> dict[str, tuple[int, ...]]:
        service = self.service
        return {"web": service.webs, "worker": (service.worker,), "Valkey": (service.valkey,)}


def load(settings: Settings, effort: Effort, markdown: Path | None) -> int:
    """0 where nothing was lost, doubled, reordered, misdelivered or given up."""
    console = Console()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    reports: list[Report] = []
    try:
        with (
            tempfile.TemporaryDirectory(prefix="load-", dir=settings.data_dir) as folder,
            house(Path(folder), effort.webs, effort.postgres) as service,
        ):
            loading = Load(effort, service, settings.config_dir, console)
            loop.run(partial(_into, reports, loading))
    except CannotMeasure as why:
        console.print(str(why))
        return 1
    [report] = reports
    console.print(report.table())
    if markdown is not None:
        markdown.write_text(report.markdown())
    return 0 if report.tally.faultless else 1


async def _into(reports: list[Report], loading: Load) -> None:
    reports.append(await loading.run())


@asynccontextmanager
async def _http() -> AsyncIterator[aiohttp.ClientSession]:
    jar, connector = aiohttp.DummyCookieJar(), aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=jar, connector=connector) as http:
        yield http
