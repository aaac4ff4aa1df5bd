"""What each part of the screen takes of the processor: other programs do not count."""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from moderation.evaluation.report import Table
from moderation.passage import Passage

ENOUGH = 3_000


def speed_table(by: Mapping[str, Callable[[Passage], object]], said: Sequence[Passage]) -> Table:
    lines = tuple((name, *_times(screen, said[:ENOUGH])) for name, screen in by.items())
    return Table("Speed: µs of processor time a message", ("screen", "p50", "p99"), lines)


def _times(screen: Callable[[Passage], object], said: Sequence[Passage]) -> tuple[str, str]:
    for passage in said[:100]:
        screen(passage)
    taken = np.array([_timed(screen, passage) for passage in said]) / 1000
    return f"{np.quantile(taken, 0.5):.0f}", f"{np.quantile(taken, 0.99):.0f}"


def _timed(screen: Callable[[Passage], object], passage: Passage) -> int:
    start = time.thread_time_ns()
    screen(passage)
    return time.thread_time_ns() - start
