"""The rows of training, each scored by weights that never saw it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.evaluation.keeping import Keeping
from moderation.evaluation.measures import Scores
from moderation.evaluation.sources import Places
from moderation.inline.weights import CRISIS
from moderation.reading.excused import Excused
from moderation.training.fit import Progress
from moderation.training.folds import by_line, held_out, without
from moderation.training.matrix import Matrix, matrix, readable
from moderation.training.rows import Row, corpus_rows, open_rows
from moderation.training.thresholds import ordinary_of
from moderation.verdict import Concern

POSTS: Final = "patil"
ORDINARY: Final = frozenset({"goemotions", "counsel"})
APART: Final[Mapping[str, Callable[[Row], bool]]] = {
    "posts_apart": lambda row: row.source in {POSTS, *ORDINARY},
    "corpus_apart": lambda row: row.ours or row.source in ORDINARY,
}
"""Whole sources that are left out together."""

Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Held:
    """The inline model's scores by row and head: `found` without the row's file, `by_line`
    without its line alone, `strict` (crisis only) without whole sources.
    """

    rows: Sequence[Row] = field(repr=False)
    found: Scores = field(repr=False)
    by_line: Scores = field(repr=False)
    strict: Mapping[str, Scores] = field(repr=False)

    @classmethod
    def out(cls, places: Places, excused: Excused, keeping: Keeping) -> "Held":
        rows = readable([*open_rows(places.train), *corpus_rows(places.corpus)])

        def make() -> Mapping[str, Scores]:
            return _made(rows, matrix(rows, excused), keeping.progress)

        made = keeping.get("inline-held-out", places.made_of(), make)
        strict = {name: made[name] for name in APART}
        return cls(rows, made["found"], made["by_line"], strict)

    @property
    def ordinary(self) -> Chosen:
        return ordinary_of(self.rows)

    @property
    def ours(self) -> Chosen:
        """Statements of crisis in the corpus."""
        return self.where(lambda row: row.ours and row.crisis is True)

    @property
    def posts(self) -> Chosen:
        return self.of(POSTS)

    @property
    def elsewhere(self) -> Chosen:
        return self.where(lambda row: row.source in ORDINARY)

    def of(self, source: str) -> Chosen:
        return self.where(lambda row: row.source == source)

    def saying(self, concern: Concern) -> Chosen:
        """Lines of the corpus, whatever their rung."""
        return self.where(lambda row: row.ours and concern in (row.concerns or ()))

    def where(self, chosen: Callable[[Row], bool]) -> Chosen:
        return _where(self.rows, chosen)


def _made(rows: Sequence[Row], data: Matrix, progress: Progress) -> Mapping[str, Scores]:
    made = {
        "found": held_out(rows, data, progress),
        "by_line": held_out(rows, data, progress, by_line),
    }
    for name, chosen in APART.items():
        progress(f"held out: {name}")
        made[name] = _strict(data, _where(rows, chosen), progress)
    return made


def _strict(data: Matrix, gone: Chosen, progress: Progress) -> Scores:
    there = np.flatnonzero(gone)
    found = np.full(len(data), np.nan, np.float32)
    found[there] = without(data, there, progress)[:, CRISIS]
    return found


def _where(rows: Iterable[Row], chosen: Callable[[Row], bool]) -> Chosen:
    return np.array([chosen(row) for row in rows], bool)
