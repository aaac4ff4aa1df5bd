"""Logistic regression of all heads at once, by AdaGrad."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from moderation.inline.features import BUCKETS
from moderation.inline.weights import HEADS, Weights
from moderation.training.matrix import Floats, Matrix, Places

SEED: Final = 20260
ROUNDS: Final = 3
BATCH: Final = 128
PACE: Final = 0.35
DECAY: Final = 1e-4
LARGEST: Final = 127
KEPT: Final = 36_000
"""So many buckets keep their weights: what fits into half a megabyte."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Learning:
    """What is being learned; changed in place for speed."""

    table: Floats
    bias: Floats
    table_seen: Floats  # sums of squared gradients, for AdaGrad
    bias_seen: Floats

    @classmethod
    def blank(cls) -> "Learning":
        shape = (BUCKETS, HEADS)
        start = np.full(HEADS, -3, np.float32)  # most messages are ordinary
        small = np.float32(1e-6)
        seen = np.full(shape, small), np.full(HEADS, small)
        return cls(np.zeros(shape, np.float32), start, *seen)


def fit(data: Matrix, progress: Progress, *, rounds: int = ROUNDS, seed: int = SEED) -> Weights:
    """The same data, rounds and seed give the same weights."""
    learning = Learning.blank()
    order = np.random.default_rng(seed)
    for at in range(rounds):
        shuffled = order.permutation(len(data))
        for batch in np.array_split(shuffled, max(len(data) // BATCH, 1)):
            _learn(learning, data.part(batch))
        progress(f"round {at + 1} of {rounds}")
    return rounded(learning.table, learning.bias, _frequencies(data))


def _learn(learning: Learning, batch: Matrix) -> None:
    value = batch.values[:, None]
    rows = np.add.reduceat(learning.table[batch.buckets] * value, batch.starts[:-1], axis=0)
    error = (_sigmoid(rows + learning.bias) - batch.labels) * batch.counts
    _step(learning.bias, learning.bias_seen, error.mean(axis=0))
    touched, slope = _by_bucket(batch, np.repeat(error, np.diff(batch.starts), axis=0) * value)
    weights, seen = learning.table[touched], learning.table_seen[touched]
    _step(weights, seen, slope / len(batch) + DECAY * weights)
    learning.table[touched], learning.table_seen[touched] = weights, seen


def _step(weights: Floats, seen: Floats, slope: Floats) -> None:
    seen += slope**2
    weights -= np.float32(PACE) * slope / np.sqrt(seen)


def _by_bucket(batch: Matrix, slopes: Floats) -> tuple[Places, Floats]:
    order = np.argsort(batch.buckets, kind="stable")
    buckets = batch.buckets[order]
    starts = np.flatnonzero(np.diff(buckets, prepend=-1))
    return buckets[starts].astype(np.int64), np.add.reduceat(slopes[order], starts, axis=0)


def _sigmoid(logits: Floats) -> Floats:
    return np.float32(1) / (np.float32(1) + np.exp(-logits))


def _frequencies(data: Matrix) -> Floats:
    return np.bincount(data.buckets, minlength=BUCKETS).astype(np.float32)


def rounded(table: Floats, bias: Floats, often: Floats) -> Weights:
    """Whole numbers from -127 to 127; buckets that are rare and say little are left out."""
    scale = np.maximum(np.quantile(np.abs(table[often > 1]), 0.9995, axis=0), 1e-6) / LARGEST
    worth = np.abs(table / scale).max(axis=1) * np.sqrt(often) * (often > 1)
    small = np.clip(np.rint(table / scale), -LARGEST, LARGEST).astype(np.int8)
    small[np.argsort(-worth, kind="stable")[KEPT:]] = 0
    return Weights(small, scale.astype(np.float32), bias)
