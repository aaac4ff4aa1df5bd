"""What a screen proposes for each row: the model's held-out scores and the rules together."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.evaluation.measures import Hits, Scores
from moderation.inline.weights import CRISIS, FIRST_CONCERN, GRAVE, TOXICITY, Thresholds
from moderation.passage import Passage
from moderation.training.rows import Row
from moderation.verdict import Concern

SUICIDE: Final = 0  # its place among the concerns: the crisis head speaks for it

Levels = NDArray[np.int64]


def passages_of(rows: Iterable[Row]) -> list[Passage]:
    return [Passage(row.text, row.before) for row in rows]


def of_the_model(found: Scores, thresholds: Thresholds) -> Levels:
    """What moderation/inline/check.py would propose for a visitor's message; a test compares."""
    crisis = found[:, CRISIS]
    grave = (crisis >= thresholds.page) & (found[:, GRAVE] >= thresholds.grave)
    steps = (crisis >= thresholds.watch).astype(int) + (crisis >= thresholds.alert) + grave
    reached: Levels = np.maximum(steps, _other(found, thresholds))
    return reached


def toxic(found: Scores, thresholds: Thresholds) -> Hits:
    """Crisis comes first: what is at watch is never called toxic."""
    chosen: Hits = (found[:, TOXICITY] >= thresholds.toxicity) & (
        found[:, CRISIS] < thresholds.watch
    )
    return chosen


def _other(found: Scores, thresholds: Thresholds) -> Levels:
    """A worry about somebody else and an age are hints: they raise no level."""
    raised = np.zeros(len(found), bool)
    for at, (concern, least) in enumerate(thresholds.concerns.items()):
        if at != SUICIDE and concern not in {Concern.THIRD_PARTY, Concern.MINOR}:
            raised |= found[:, FIRST_CONCERN + at] >= least
    return raised.astype(np.int64)
