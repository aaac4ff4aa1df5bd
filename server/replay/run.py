"""Play conversations from a file through real sockets against a running service."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

from server.domain.session import Role
from server.replay.accounts import MakeStaff, sign_in
from server.replay.checker import check
from server.replay.corpus import Corpus, read
from server.replay.house import House
from server.replay.moderator import Moderator
from server.replay.pace import Pace
from server.replay.peer import Peer, Table
from server.replay.planning import Planning
from server.replay.report import Report, Spread
from server.replay.rooms import Rooms
from server.replay.stage import Stage


@dataclass(frozen=True, slots=True)
class Options:
    """`rate` is messages a second of everybody; `peers` and `rooms` talk at the same time."""

    file: Path
    url: str  # http://host:port, without a path
    make_staff: MakeStaff = field(repr=False)
    beside: tuple[str, ...] = ()  # more web processes of the same service
    origin: str | None = None  # a public address of the service, if that is not `url`
    rate: float = 50.0
    conversations: int | None = None
    peers: int = 8
    rooms: int = 0  # beside the conversations
    topic: str = "low"  # of the rooms: one of the service's
    patience: float = 30.0
    json: Path | None = None
    console: Console = field(default_factory=Console)


async def replay(options: Options) -> Report:
    """Never run this on a line where people are: it ends what it has begun, as if it were one."""
    corpus = read(options.file, options.conversations)
    timeout = aiohttp.ClientTimeout(total=options.patience)
    jar = aiohttp.DummyCookieJar()  # many people, each with a cookie of their own
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=jar, connector=connector) as http:
        urls = cycle((options.url, *options.beside))
        house = House(http, urls, options.origin or options.url, options.patience)
        report = await _played(options, corpus, house)
    if options.json is not None:
        options.json.write_bytes(report.json())
    options.console.print(report.table())
    return report


async def _played(options: Options, corpus: Corpus, house: House) -> Report:
    started = asyncio.get_running_loop().time()
    table = Table()
    moderator, peers, rooms = await _staff(options, house, table)
    async with _on_shift(moderator, peers), rooms.hosted() as hosts:
        with _progress(options.console, corpus) as advance:
            stage = Stage(house, table, moderator, rooms.pace, advance)
            await asyncio.gather(
                _all_at_once(stage, corpus, options.peers),
                *(rooms.play(number, two) for number, two in enumerate(hosts)),
            )
    seconds = asyncio.get_running_loop().time() - started
    return _report(corpus, stage, rooms, peers, seconds)


async def _staff(
    options: Options, house: House, table: Table
) -> tuple[Moderator, list[Peer], Rooms]:
    """One moderator, without whom the line is closed, the peers, and two for each room."""

    async def made(count: int, *roles: Role) -> dict[str, str]:
        """The cookie of each, by name."""
        accounts = await options.make_staff(roles, count)
        return {
            one[0]: await sign_in(house.http, options.url, one, house.origin) for one in accounts
        }

    [cookie] = (await made(1, Role.MODERATOR)).values()
    numbered = enumerate((await made(options.peers, Role.PEER)).values(), start=1)
    peers = [Peer(house, table, f"peer {number}", its) for number, its in numbered]
    hosts = await made(2 * options.rooms, Role.PEER, Role.FACILITATOR) if options.rooms else {}
    planning = Planning(house, options.url, options.topic, cookie)
    rooms = Rooms(house, planning, Pace(options.rate), hosts)
    return Moderator(house, "moderator", cookie), peers, rooms


@asynccontextmanager
async def _on_shift(moderator: Moderator, peers: list[Peer]) -> AsyncIterator[None]:
    """Everybody connected and working; afterwards everybody goes."""
    people: list[Moderator | Peer] = [moderator, *peers]
    for person in people:
        await person.person.link.up()
    try:
        async with _working([person.work() for person in people]):
            yield
    finally:
        await asyncio.gather(*(person.go() for person in people), return_exceptions=True)


@asynccontextmanager
async def _working(work: list[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """If the work of one ends in an error, everything does: a replay without it says nothing."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one) for one in work]
        yield
        for task in tasks:
            task.cancel()


async def _all_at_once(stage: Stage, corpus: Corpus, places: int) -> None:
    """As many conversations at a time as there are peers."""
    free = asyncio.Semaphore(places)

    async def play(number: int) -> None:
        async with free:
            await stage.play(corpus.talks[number], number)

    async with asyncio.TaskGroup() as group:
        for number in range(len(corpus.talks)):
            group.create_task(play(number))


@contextmanager
def _progress(console: Console, corpus: Corpus) -> Iterator[Callable[[int], None]]:
    total = sum(len(talk.turns) for talk in corpus.talks)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("messages", total=total)
        yield lambda count: progress.advance(task, count)


def _report(
    corpus: Corpus, stage: Stage, rooms: Rooms, peers: list[Peer], seconds: float
) -> Report:
    house = stage.house
    staff = [stage.moderator.person, *(peer.person for peer in peers)]
    people = [*staff, *stage.visitors, *rooms.people]
    ears = [person.ear for person in people]
    heard = (one for ear in ears for one in ear.heard)
    faults = check(house.said, heard, house.members, house.spans)
    return Report(
        conversations=len(corpus.talks),
        finished=stage.finished,
        rooms=len(rooms.hosts) // 2,
        rooms_finished=rooms.finished,
        abandoned=dict(stage.abandoned + rooms.abandoned),
        sent=faults.sent,
        acked=faults.acked,
        withheld=faults.withheld,
        delivered=faults.delivered,
        lost=faults.lost,
        duplicated=faults.duplicated,
        reordered=faults.reordered + sum(person.link.catching.late for person in people),
        misdelivered=faults.misdelivered,
        shown_once=sum(ear.again for ear in ears),
        filled=sum(person.link.catching.filled for person in people),
        flags=stage.moderator.flags(),
        alarms=stage.moderator.alarms,
        ack_ms=Spread.of(faults.ack_ms),
        delivery_ms=Spread.of(faults.delivery_ms),
        seconds=round(seconds, 1),
        returns=house.returns,
        refusals=dict(house.refusals),
        split=corpus.split,
        bad_lines=tuple(corpus.bad),
    )
