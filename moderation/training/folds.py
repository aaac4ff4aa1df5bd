"""Scores for rows that the scoring weights never saw, nor anything from the same place."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final
from zlib import crc32

import numpy as np

from moderation.inline.weights import HEADS
from moderation.training.fit import Progress, fit
from moderation.training.matrix import Floats, Matrix, Places
from moderation.training.rows import Row
from moderation.training.scoring import scores

FOLDS: Final = 3
LONG: Final = 20
BEGINNING: Final = 4

Folding = Callable[[Sequence[Row]], Places]


def held_out(
    rows: Sequence[Row], data: Matrix, progress: Progress, fold_of: Folding | None = None
) -> Floats:
    """Each row scored without its fold; unless said, no file of the corpus is in two folds."""
    places = (fold_of or by_file)(rows)
    found = np.zeros((len(rows), HEADS), np.float32)
    for fold in range(FOLDS):
        progress(f"held out: part {fold + 1} of {FOLDS}")
        there = np.flatnonzero(places == fold)
        found[there] = without(data, there, progress)
    return found


def without(data: Matrix, there: Places, progress: Progress) -> Floats:
    """Scores of the rows `there`, by weights that were learned from all others."""
    others = np.setdiff1d(np.arange(len(data)), there)
    return scores(fit(data.part(others), progress), data.part(there))


def by_file(rows: Sequence[Row]) -> Places:
    files = _numbered(row.source for row in rows if row.ours)
    each = (files[row.source] if row.ours else _number(row) for row in rows)
    return np.array([number % FOLDS for number in each], np.int64)


def by_line(rows: Sequence[Row]) -> Places:
    return np.array([_number(row) % FOLDS for row in rows], np.int64)


def _number(row: Row) -> int:
    """Long texts that begin alike are pairs, written to differ in a few words: one number."""
    words = row.text.split()
    told = " ".join(words[:BEGINNING]) if len(words) >= LONG else row.text
    return crc32(b"fold" + told.encode())


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(sorted(set(names)))}
