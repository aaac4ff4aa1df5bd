"""The figures: how well scores part two groups, and how sure that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import isnan, nan, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Hits = NDArray[np.bool_]
Counts = NDArray[np.float64]
Measure = Callable[..., float]
DRAWS: Final = 200
SEED: Final = 7
SURE: Final = 1.96
"""Standard errors either side: 95 of 100 intervals hold the true value."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the interval in which it lies 95 times in 100."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return NONE if isnan(self.value) else f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"

    def per_thousand(self) -> str:
        if isnan(self.value):
            return NONE
        value, low, high = (1000 * part for part in (self.value, self.low, self.high))
        return f"{value:.1f} ({low:.1f}–{high:.1f})"


NONE: Final = "–"
NOTHING: Final = Figure(nan, nan, nan)


def auc(positive: Scores, negative: Scores) -> float:
    """How often a positive scores above a negative; an equal pair counts half."""
    below = np.sort(negative)
    left, right = (np.searchsorted(below, positive, side=side) for side in ("left", "right"))
    return float((left + right).mean() / 2 / len(negative))


def sensitivity(positive: Scores, negative: Scores, specificity: float) -> float:
    """The share of positives above all but `1 - specificity` of the negatives."""
    return float((positive > np.quantile(negative, specificity, method="higher")).mean())


def reaching(positive: Scores, sensitivity: float) -> float:
    """The highest score at which at least this share of the positives is found."""
    return float(np.quantile(positive, 1 - sensitivity, method="lower"))


def false_alarms(positive: Scores, negative: Scores, sensitivity: float) -> float:
    """The share of negatives that alarm where this share of the positives is found."""
    return float((negative >= reaching(positive, sensitivity)).mean())


def share(hits: Hits) -> float:
    return float(hits.mean())


def ratio(some: Counts, every: Counts) -> float:
    """Of groups: for each, how many of how many."""
    return float(some.sum() / every.sum())


def figure(measure: Measure, *groups: Scores | Hits) -> Figure:
    """The measure of the groups. Its interval is from drawing each anew with replacement."""
    if not all(map(len, groups)):
        return NOTHING
    if measure is share:
        return _of_share(groups[0])
    draw = np.random.default_rng(SEED)
    drawn = [
        measure(*(one[draw.integers(0, len(one), len(one))] for one in groups))
        for _ in range(DRAWS)
    ]
    return _figure(measure(*groups), drawn)


def figure_of_groups(some: Counts, every: Counts) -> Figure:
    """How many of how many, where whole groups (conversations) are drawn anew."""
    draw = np.random.default_rng(SEED)
    places = (draw.integers(0, len(every), len(every)) for _ in range(DRAWS))
    return _figure(ratio(some, every), [ratio(some[at], every[at]) for at in places])


AT_SPECIFICITY: Final[Mapping[float, Measure]] = {
    at: partial(sensitivity, specificity=at) for at in (0.95, 0.98, 0.99)
}
"""What is said of a screen everywhere."""


def _figure(value: float, drawn: list[float]) -> Figure:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(value, float(low), float(high))


def _of_share(hits: Scores | Hits) -> Figure:
    """Wilson's interval: right for few cases and for none or all of them too."""
    size, value = len(hits), float(hits.mean())
    wide = SURE**2 / size
    middle = (value + wide / 2) / (1 + wide)
    half = SURE * sqrt(value * (1 - value) / size + wide / (4 * size)) / (1 + wide)
    return Figure(value, max(middle - half, 0.0), min(middle + half, 1.0))
