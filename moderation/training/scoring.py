"""Logits of many rows at once, with the weights as they are shipped."""

import numpy as np

from moderation.inline.weights import Weights
from moderation.training.matrix import Floats, Matrix

AT_ONCE = 512


def scores(weights: Weights, data: Matrix) -> Floats:
    """A line for each row, a column for each head: the same numbers that the check sees."""
    parts = np.array_split(np.arange(len(data)), max(len(data) // AT_ONCE, 1))
    return np.concatenate([_some(weights, data.part(rows)) for rows in parts])


def _some(weights: Weights, data: Matrix) -> Floats:
    wide = weights.table[data.buckets] * data.values[:, None]
    summed = np.add.reduceat(wide, data.starts[:-1], axis=0)
    logits: Floats = (summed * weights.scale + weights.bias).astype(np.float32)
    return logits
