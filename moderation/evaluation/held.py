"""The rows of training, each scored by weights that never saw it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.evaluation.measures import Scores
from moderation.inline.weights import CRISIS, FIRST_CONCERN, GRAVE, TOXICITY, Thresholds
from moderation.training.fit import Progress
from moderation.training.folds import by_line, held_out, without
from moderation.training.matrix import Matrix, matrix, readable
from moderation.training.rows import Row, corpus_rows, open_rows
from moderation.training.thresholds import ordinary_of
from moderation.verdict import Concern

POSTS: Final = "patil"
ORDINARY: Final = frozenset({"goemotions", "counsel"})
SUICIDE: Final = 0  # its place among the concerns: the crisis head speaks for it

Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Held:
    """Scores by row and head: `found` without the row's file, `by_line` without its line alone."""

    rows: Sequence[Row] = field(repr=False)
    data: Matrix = field(repr=False)
    found: Scores = field(repr=False)
    by_line: Scores = field(repr=False)

    @classmethod
    def out(cls, folder: Path, progress: Progress) -> "Held":
        rows = readable([*open_rows(folder), *corpus_rows()])
        data = matrix(rows)
        found = held_out(rows, data, progress)
        return cls(rows, data, found, held_out(rows, data, progress, by_line))

    @property
    def ordinary(self) -> Chosen:
        return ordinary_of(self.rows)

    @property
    def ours(self) -> Chosen:
        """Statements of crisis in the corpus."""
        return self.where(lambda row: row.ours and row.crisis is True)

    @property
    def posts(self) -> Chosen:
        return self.where(lambda row: row.source == POSTS)

    def where(self, chosen: Callable[[Row], bool]) -> Chosen:
        return np.array([chosen(row) for row in self.rows], bool)

    def without(self, sources: Iterable[str], progress: Progress, *, corpus: bool) -> Scores:
        """The crisis scores of all rows, by weights learned without whole sources."""
        names = frozenset(sources)
        gone = self.where(lambda row: row.source in names or (corpus and row.ours))
        there = np.flatnonzero(gone)
        scores = np.full(len(self.rows), np.nan, np.float32)
        scores[there] = without(self.data, there, progress)[:, CRISIS]
        return scores


def levels(found: Scores, thresholds: Thresholds) -> NDArray[np.int64]:
    """What moderation/inline/check.py would propose for a visitor's message."""
    crisis = found[:, CRISIS]
    grave = (crisis >= thresholds.page) & (found[:, GRAVE] >= thresholds.grave)
    steps = (crisis >= thresholds.watch).astype(int) + (crisis >= thresholds.alert) + grave
    reached: NDArray[np.int64] = np.maximum(steps, _other(found, thresholds))
    return reached


def _other(found: Scores, thresholds: Thresholds) -> NDArray[np.int64]:
    """A worry about somebody else and an age are hints: they raise no level."""
    raised = np.zeros(len(found), bool)
    for at, (concern, least) in enumerate(thresholds.concerns.items()):
        if at != SUICIDE and concern not in {Concern.THIRD_PARTY, Concern.MINOR}:
            raised |= found[:, FIRST_CONCERN + at] >= least
    return raised.astype(np.int64)


def toxic(found: Scores, thresholds: Thresholds) -> Chosen:
    """Crisis comes first: what is at watch is never called toxic."""
    chosen: Chosen = (found[:, TOXICITY] >= thresholds.toxicity) & (
        found[:, CRISIS] < thresholds.watch
    )
    return chosen
