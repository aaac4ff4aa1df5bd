"""Rows as numbers: features, labels, and how much each label counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.inline.features import Buckets, Features, features
from moderation.inline.weights import CONCERNS, CRISIS, FIRST_CONCERN, GRAVE, HEADS, TOXICITY
from moderation.reading.excused import Excused, nothing
from moderation.reading.normalise import normalise
from moderation.training.rows import Row

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

HEAVY: Final = np.array([4, 4] + [6] * len(CONCERNS) + [1], np.float32)
"""How much more a "yes" counts than a "no": the concerns are rare among the rows."""

OURS, BY_OTHERS = 3, 6
"""How much more a line of the corpus counts: it is the talk that the screen will hear. Lines of
other hands teach most: of one hand, left out, more was found after the other three alone than
after all the rest without them.
"""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Row i has the features `buckets[starts[i]:starts[i + 1]]`."""

    buckets: Buckets
    values: Floats
    starts: Places
    labels: Floats
    counts: Floats  # 0 where nobody gave a label

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, rows: Places) -> "Matrix":
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        shift = np.repeat(self.starts[rows] - starts[:-1], lengths)
        places = np.arange(starts[-1]) + shift
        buckets, values = self.buckets[places], self.values[places]
        return Matrix(buckets, values, starts, self.labels[rows], self.counts[rows])


def matrix(rows: Sequence[Row], excused: Excused = nothing) -> Matrix:
    """Every row must have at least one word; see `readable`. What is excused is not learned."""
    each = [features(_heard(row.text, excused), row.before) for row in rows]
    sizes = [len(one.whole) + len(one.pieces) for one in each]
    labels, counts = _labelled(rows)
    return Matrix(
        buckets=np.concatenate([one.both for one in each]),
        values=np.concatenate([_values(one) for one in each]),
        starts=np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        labels=labels,
        counts=counts,
    )


def _heard(text: str, excused: Excused) -> Sequence[str]:
    """The words as the check hears them; where none is left, a dash."""
    read = normalise(text)
    silent = excused(read)
    return [word for at, word in enumerate(read.words) if at not in silent] or ["-"]


def _values(found: Features) -> Floats:
    return np.repeat(found.weights, [len(one) for one in found]).astype(np.float32)


def _labelled(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    known = np.array([list(_labels(row)) for row in rows], np.float32).reshape(-1, HEADS)
    ours = np.array([_worth(row) for row in rows], np.float32)[:, None]
    labels = np.nan_to_num(known)
    counts = np.where(np.isnan(known), 0, np.where(labels == 1, HEAVY, 1)) * ours
    return labels, counts.astype(np.float32)


def _worth(row: Row) -> int:
    if row.by_others:
        return BY_OTHERS
    return OURS if row.ours else 1


def readable(rows: Sequence[Row]) -> list[Row]:
    """Without rows of signs alone, and without the second of two equal rows."""
    kept: dict[tuple[str, str], Row] = {}
    for row in rows:
        if words := normalise(row.text).text:
            kept.setdefault((words, normalise(row.before).text), row)
    return list(kept.values())


def _labels(row: Row) -> Iterator[float]:
    """In the order of the heads; not a number where nobody knows."""
    heads: dict[int, bool | None] = {CRISIS: row.crisis, GRAVE: row.grave, TOXICITY: row.toxic}
    for head, concern in enumerate(CONCERNS, FIRST_CONCERN):
        heads[head] = None if row.concerns is None else concern in row.concerns
    for head in range(HEADS):
        label = heads[head]
        yield np.nan if label is None else float(label)
