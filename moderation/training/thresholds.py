"""From which score on a head speaks: set by false alarms on held-out messages, not at 0.5."""

import hashlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.inline.weights import CONCERNS, CRISIS, FIRST_CONCERN, GRAVE, TOXICITY, Thresholds
from moderation.training.matrix import Floats
from moderation.training.rows import Row

WATCH: Final = 0.02
ALERT: Final = 0.005
PAGE: Final = 0.002
CONCERN: Final = 0.001
TOXIC: Final = 0.0015


def chosen(rows: Sequence[Row], found: Floats, content: bytes) -> Thresholds:
    """`found` are the rows' held-out scores, `content` the bytes of the weights file."""
    ordinary = ordinary_of(rows)
    ours = np.array([row.ours for row in rows])
    calm = found[ordinary & ours], found[ordinary & ~ours]
    civil = found[np.array([row.toxic is False for row in rows])]
    return Thresholds(
        sha256=hashlib.sha256(content).hexdigest(),
        watch=_at(WATCH, *(group[:, CRISIS] for group in calm)),
        alert=_at(ALERT, *(group[:, CRISIS] for group in calm)),
        page=_at(PAGE, *(group[:, CRISIS] for group in calm)),
        grave=_at(PAGE, *(group[:, GRAVE] for group in calm)),
        concerns={
            concern: _at(CONCERN, *(group[:, head] for group in calm))
            for head, concern in enumerate(CONCERNS, FIRST_CONCERN)
        },
        toxicity=_at(TOXIC, civil[:, TOXICITY]),
    )


def ordinary_of(rows: Sequence[Row]) -> NDArray[np.bool_]:
    """Which rows are ordinary messages. Files of insults are not what visitors write."""
    calm = [row.ordinary and not row.source.startswith("toxicity_") for row in rows]
    return np.array(calm, bool)


def _at(share: float, *groups: Floats) -> float:
    """At or above it lies at most this share of the scores, each group counting the same.

    Most open rows are far from the talk of people in distress; by number they would decide alone.
    """
    scores = np.concatenate(groups)
    counts = np.concatenate([np.full(len(group), 1 / len(group)) for group in groups])
    order = np.argsort(-scores, kind="stable")
    above = np.cumsum(counts[order]) / len(groups)
    first = int(np.searchsorted(above, share, side="right"))  # the first that may not alarm
    return round(float(scores[order[min(first, len(order) - 1)]]) + 1e-4, 4)
