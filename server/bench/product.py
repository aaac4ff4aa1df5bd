"""The whole product, beside Node's Socket.IO with its Redis adapter that does none of it.

Ours: authorised, paced, screened, sealed, committed, acknowledged, delivered, confirmed. Both: the
same words at the same rate; with more than one process each pair is split over two of them.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from config.settings import Settings
from server.bench.contenders.contender import NODE, Contender, contenders
from server.bench.driver import Caller, Driven, Driver, built, strangers
from server.bench.effort import Effort
from server.bench.figures import Figure
from server.bench.house import House, house, valkey
from server.bench.seated import Pair, seated
from server.bench.tools import tool

EACH: Final = 0.8  # messages a second of one person: nobody may write more than 2
OURS: Final = "Warmline"
ADAPTED: Final = "Node socket.io, Redis adapter"


@dataclass(frozen=True, slots=True)
class Round:
    """`front`: processor time of the processes that people are connected to."""

    driven: Driven
    front: int

    @property
    def front_us(self) -> float:
        return sum(self.driven.cpus_s[: self.front]) / self.driven.heard * 1e6

    @property
    def nerve_us(self) -> float:
        return self.driven.cpus_s[self.front] / self.driven.heard * 1e6

    @property
    def worker_us(self) -> float:
        return sum(self.driven.cpus_s[self.front + 1 :]) / self.driven.heard * 1e6


@dataclass(frozen=True, slots=True)
class Line:
    """Our service with people who talk, over as many of its processes as a round says."""

    driver: Driver
    effort: Effort
    there: House
    pairs: Sequence[Pair]

    def round(self, processes: int) -> Round:
        ports = self.there.ports[:processes]
        people = [
            one
            for at, pair in enumerate(self.pairs)
            for one in pair.callers(ports[at % processes], ports[(at + 1) % processes])
        ]
        pids = [*self.there.webs[:processes], self.there.valkey, self.there.worker]
        more = {"sync": 1, "confirm": 1, "origin": self.there.url}
        return Round(_driven(self.driver, self.effort, people, pids, **more), processes)


@dataclass(slots=True)
class Told:
    """What came of the rounds, by who and by how many processes."""

    rounds: defaultdict[tuple[str, int], list[Round]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def figures(self) -> Iterator[Figure]:
        for (who, processes), rounds in self.rounds.items():
            yield from _figures(f"{who}, {_counted(processes)}", rounds)
        for processes in sorted({count for _, count in self.rounds}):
            yield self._ratio(processes)
        for who in (OURS, ADAPTED):
            yield from self._growth(who)

    def _ratio(self, processes: int) -> Figure:
        both = zip(self.rounds[OURS, processes], self.rounds[ADAPTED, processes], strict=True)
        ratios = [_whole(one) / _whole(other) for one, other in both]
        about = f"{OURS} : {ADAPTED}, {_counted(processes)}"
        return Figure.of("product, processor time a delivered message", about, "×", ratios)

    def _growth(self, who: str) -> Iterator[Figure]:
        alone = self.rounds[who, 1]
        for processes in sorted({count for _, count in self.rounds} - {1}):
            grown = zip(self.rounds[who, processes], alone, strict=True)
            ratios = [_whole(one) / _whole(before) for one, before in grown]
            yield Figure.of("product, growth", f"{who}, {processes} processes : 1", "×", ratios)


def measure(effort: Effort, scratch: Path) -> list[Figure]:
    """They take turns, and each round goes the other way."""
    driver, told, pairs = built(scratch), Told(), list[Pair]()

    def prepare(settings: Settings) -> None:
        pairs.extend(asyncio.run(seated(settings, effort.seated)))

    [node] = [one for one in contenders(scratch) if one.name == NODE]
    with house(scratch, max(effort.processes), prepare=prepare) as there:
        line = Line(driver, effort, there, pairs)
        for number in range(effort.rounds):
            for count in effort.processes[:: 1 if number % 2 == 0 else -1]:
                told.rounds[OURS, count].append(line.round(count))
                told.rounds[ADAPTED, count].append(_adapted(driver, effort, node, count, scratch))
    return list(told.figures())


def _adapted(
    driver: Driver, effort: Effort, node: Contender, processes: int, scratch: Path
) -> Round:
    with _nodes(node, processes, scratch) as (ports, pids):
        people = strangers(ports, node.place, 2 * effort.seated)
        return Round(_driven(driver, effort, people, pids), processes)


@contextmanager
def _nodes(node: Contender, processes: int, scratch: Path) -> Iterator[tuple[list[int], list[int]]]:
    """Their ports; their pids and Valkey's."""
    with ExitStack() as running:
        place = scratch / "rival"
        place.mkdir(exist_ok=True)
        nerve, pid = running.enter_context(valkey(place))
        tools = [
            running.enter_context(tool(node.command, core=at, env={"REDIS_URL": nerve}))
            for at in range(processes)
        ]
        yield [int(one.line()) for one in tools], [*(one.pid for one in tools), pid]


def _driven(
    driver: Driver,
    effort: Effort,
    people: Sequence[Caller],
    pids: Sequence[int],
    **more: Any,
) -> Driven:
    rate = EACH * len(people)
    return driver.drive(people, pids, rate=rate, seconds=effort.product_seconds, rest=1, **more)


def _whole(one: Round) -> float:
    """Without the worker: a second opinion has no counterpart."""
    return one.front_us + one.nerve_us


def _figures(group: str, rounds: Sequence[Round]) -> list[Figure]:
    driven = [one.driven for one in rounds]
    return [
        Figure.of(group, "processor time a delivered message", "µs", map(_whole, rounds)),
        Figure.of(group, "of it Valkey", "µs", [one.nerve_us for one in rounds]),
        Figure.of(group, "beside it, the worker", "µs", [one.worker_us for one in rounds]),
        Figure.of(group, "delivered", "messages/s", [d.heard / d.seconds for d in driven]),
        Figure.of(group, "ack, p50", "ms", [d.ack_p50_ms for d in driven]),
        Figure.of(group, "ack, p99", "ms", [d.ack_p99_ms for d in driven]),
        Figure.of(group, "delivery, p50", "ms", [d.delivery_p50_ms for d in driven]),
        Figure.of(group, "delivery, p99", "ms", [d.delivery_p99_ms for d in driven]),
    ]


def _counted(processes: int) -> str:
    return "1 process" if processes == 1 else f"{processes} processes"
