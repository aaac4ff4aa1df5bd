"""The edge alone: what a message with its ack costs, beside others that do the same work."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from server.bench.contenders.contender import BARE, NODE, OURS, Contender, contenders
from server.bench.driver import Driven, Driver, built, strangers
from server.bench.effort import Effort
from server.bench.figures import Figure
from server.bench.tools import tool

SETTLING: Final = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Round:
    """As quick as it can; at each of the rates; and with nobody writing."""

    full: Driven
    paced: Mapping[int, Driven]
    idle: Driven


def measure(effort: Effort, scratch: Path) -> list[Figure]:
    """They take turns, and each round goes the other way, so that what else runs meets all."""
    driver, there = built(scratch), contenders(scratch)
    rounds: defaultdict[str, list[Round]] = defaultdict(list)
    for number in range(effort.rounds):
        for one in there if number % 2 == 0 else reversed(there):
            rounds[one.name].append(_round(driver, one, effort))
    figures = [figure for one in there for figure in _figures(one.name, rounds[one.name])]
    return [*figures, *_compared(rounds)]


def _round(driver: Driver, one: Contender, effort: Effort) -> Round:
    """Memory is looked at in a process that has done nothing yet."""
    with running(driver, one) as drive:
        idle = drive(effort.idle, seconds=0, rest=SETTLING)
    with running(driver, one) as drive:
        full = drive(effort.at_once, seconds=effort.edge_seconds)
        paced = {
            rate: drive(effort.at_once, seconds=effort.edge_seconds, rate=rate, all_heard=False)
            for rate in effort.edge_rates
        }
    return Round(full, paced, idle)


@contextmanager
def running(driver: Driver, one: Contender) -> Iterator[Callable[..., Driven]]:
    with tool(one.command, core=0) as server:
        port = int(server.line())

        def drive(people: int, **words: Any) -> Driven:
            return driver.drive(strangers([port], one.place, people), [server.pid], **words)

        yield drive


def _figures(name: str, rounds: Sequence[Round]) -> list[Figure]:
    group = f"edge, {name}"
    full, idle = [one.full for one in rounds], [one.idle for one in rounds]
    return [
        Figure.of(group, "processor time a delivered message", "µs", [d.cpu_us for d in full]),
        Figure.of(group, "reached", "messages/s", [d.heard / d.seconds for d in full]),
        *(figure for rate in rounds[0].paced for figure in _paced(group, rate, rounds)),
        Figure.of(
            group, "memory a resting connection", "kB", [d.memory_kb / d.ready for d in idle]
        ),
        Figure.of(group, "connections", "a second", [d.ready / d.came_s for d in idle]),
        Figure.of(
            group, "processor time a connection", "µs", [d.came_cpu_s / d.ready * 1e6 for d in idle]
        ),
        Figure.of(group, "driver, share of its core", "", [d.driver for d in full]),
    ]


def _paced(group: str, rate: int, rounds: Iterable[Round]) -> list[Figure]:
    driven = [one.paced[rate] for one in rounds]
    about = f"at {rate:,}/s"
    return [
        Figure.of(group, f"processor time a message {about}", "µs", [d.cpu_us for d in driven]),
        Figure.of(group, f"delivery {about}, p50", "ms", [d.delivery_p50_ms for d in driven]),
        Figure.of(group, f"delivery {about}, p99", "ms", [d.delivery_p99_ms for d in driven]),
    ]


def _compared(rounds: Mapping[str, Sequence[Round]]) -> list[Figure]:
    """Round by round, so that what disturbed both is in neither."""
    return [
        Figure.of("edge, processor time", f"ours : {other}", "×", _ratios(rounds, other))
        for other in (NODE, BARE)
    ]


def _ratios(rounds: Mapping[str, Sequence[Round]], other: str) -> list[float]:
    pairs = zip(rounds[OURS], rounds[other], strict=True)
    return [one.full.cpu_us / its.full.cpu_us for one, its in pairs]
