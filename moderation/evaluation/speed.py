"""What each part of the screen takes of the processor: other programs do not count."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np

from moderation.evaluation.measures import NONE
from moderation.evaluation.report import Table
from moderation.passage import Passage

ENOUGH: Final = 3_000
WARM: Final = 100
BATCH: Final = 16
HEAD: Final = ("part", "batch", "p50, µs", "p99, µs", "mean, µs", "messages a second")

Screen = Callable[[Passage], object]
Batched = Callable[[Sequence[Passage]], object]


@dataclass(frozen=True, slots=True)
class Pace:
    """In µs a message; a mean that is no number stands for "not measured"."""

    part: str
    batch: int
    mean: float = nan
    median: float = nan
    slow: float = nan

    @property
    def a_second(self) -> float:
        return 1e6 / self.mean

    def line(self) -> tuple[str, ...]:
        taken = (_written(one) for one in (self.median, self.slow, self.mean))
        return (self.part, str(self.batch), *taken, _written(self.a_second))


def speed_table(paces: Sequence[Pace]) -> Table:
    return Table(
        "Speed on one core",
        HEAD,
        tuple(pace.line() for pace in paces),
        "Processor time on real messages of those who sought support; in batches the share of one "
        f"message. {NONE} stands for what was not measured: its packages were not installed. "
        "Detoxify's network has random weights here, which are as fast as the right ones.",
    )


def one_by_one(by: Mapping[str, Screen], said: Sequence[Passage]) -> Iterator[Pace]:
    for part, screen in by.items():
        for passage in said[:WARM]:
            screen(passage)
        taken = np.array([_timed(screen, passage) for passage in said[:ENOUGH]]) / 1000
        median, slow = np.quantile(taken, (0.5, 0.99))
        yield Pace(part, 1, float(taken.mean()), float(median), float(slow))


def in_batches(part: str, model: Batched, said: Sequence[Passage], size: int = BATCH) -> Pace:
    """Batches are of like length, as they are when it serves."""
    ordered = sorted(said, key=lambda one: len(one.text))
    model(ordered[:size])
    each = (ordered[at : at + size] for at in range(0, len(ordered), size))
    return Pace(part, size, sum(_timed(model, batch) for batch in each) / 1000 / len(said))


def _written(number: float) -> str:
    return f"{number:,.0f}" if np.isfinite(number) else NONE


def _timed(work: Callable[..., object], said: Passage | Sequence[Passage]) -> int:
    """Of the whole process: a model may count on threads of its own."""
    start = time.process_time_ns()
    work(said)
    return time.process_time_ns() - start
