"""What each of the edge's savings is worth: a message's cost without it."""

from collections import defaultdict
from pathlib import Path
from typing import Final

from server.bench.contenders.contender import OURS, Contender, ours_without
from server.bench.contenders.levers import LEVERS
from server.bench.driver import Driver, built
from server.bench.edge import running
from server.bench.effort import Effort
from server.bench.figures import Figure

GROUP: Final = "edge, ours, processor time a delivered message"


def measure(effort: Effort, scratch: Path) -> list[Figure]:
    """They take turns; how much dearer it is is told round by round."""
    driver, used = built(scratch), defaultdict[str, list[float]](list)
    there = [ours_without(name, lever) for name, lever in {OURS: "", **LEVERS}.items()]
    for number in range(effort.rounds):
        for one in there if number % 2 == 0 else reversed(there):
            used[one.name].append(_round(driver, one, effort))
    return [figure for name in LEVERS for figure in _figures(name, used[OURS], used[name])]


def _round(driver: Driver, one: Contender, effort: Effort) -> float:
    with running(driver, one) as drive:
        return drive(effort.at_once, seconds=effort.edge_seconds).cpu_us


def _figures(name: str, whole: list[float], without: list[float]) -> list[Figure]:
    ratios = [less / all_ for all_, less in zip(whole, without, strict=True)]
    return [
        Figure.of(GROUP, f"without “{name}”", "µs", without),
        Figure.of(GROUP, f"without “{name}” : with it", "×", ratios),
    ]
