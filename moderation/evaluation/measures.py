"""The figures: how well scores part two groups, and how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Hits = NDArray[np.bool_]
DRAWS: Final = 300
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the interval in which 95 of 100 bootstrap draws lie."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def auc(positive: Scores, negative: Scores) -> float:
    """How often a positive scores above a negative; an equal pair counts half."""
    below = np.sort(negative)
    left, right = (np.searchsorted(below, positive, side=side) for side in ("left", "right"))
    return float((left + right).mean() / 2 / len(negative))


def sensitivity(positive: Scores, negative: Scores, specificity: float) -> float:
    """The share of positives above all but `1 - specificity` of the negatives."""
    return float((positive > np.quantile(negative, specificity, method="higher")).mean())


def share(hits: Hits) -> float:
    return float(hits.mean())


def figure(measure: Callable[..., float], *groups: Scores | Hits) -> Figure:
    """The measure of the groups, each drawn anew with replacement for the interval."""
    draw = np.random.default_rng(SEED)
    drawn = [
        measure(*(one[draw.integers(0, len(one), len(one))] for one in groups))
        for _ in range(DRAWS)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(measure(*groups), float(low), float(high))
