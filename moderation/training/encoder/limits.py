"""From which logit on the encoder speaks: set by false alarms on held-out ordinary messages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.encoder.files import LOWER, TOKENIZER, UPPER, Steps, Thresholds, sha256_of
from moderation.encoder.heads import CONCERNS, FIRST_CONCERN, TOXICITY, Logits
from moderation.encoder.reading import GRAVE, Reading
from moderation.training.encoder.examples import Example
from moderation.verdict import Concern

ASKED: Final = 0.27
"""Of the ordinary messages: so many are worth two thirds more work each."""
WATCH, ALERT, PAGE = 0.025, 0.006, 0.002
CONCERN, ALONE = 0.004, 0.0005
"""For naming what the danger is, once there is one; and for `minor`, which speaks alone."""
TOXIC, INSULT = 0.015, 0.003
SHARES: Final = (1 / 3, 2 / 3)
"""How much our own ordinary lines count, and the open ones: many of ours are traps."""

Scores = NDArray[np.float32]


def asking(each: Sequence[Example], surest: Scores) -> float:
    """`surest` is for each example what the surest lower head says, by a run without it."""
    return reached(ASKED, _calm(each, surest))


def thresholds(each: Sequence[Example], held: Logits, ask: float, folder: Path) -> Thresholds:
    """`held` are the examples' logits by runs without them; `folder` has the files as shipped."""
    ours = np.array([one.ours for one in each])
    calm = _calm(each, held)
    civil = np.array([one.labels[TOXICITY] == 0 for one in each])
    kind = held[civil & ours, TOXICITY], held[civil & ~ours, TOXICITY]
    danger = [np.array([Reading(row, ()).danger for row in group]) for group in calm]
    return Thresholds(
        lower_sha256=sha256_of(folder / LOWER),
        upper_sha256=sha256_of(folder / UPPER),
        tokenizer_sha256=sha256_of(folder / TOKENIZER),
        ask=ask,
        danger=Steps(
            watch=reached(WATCH, danger),
            alert=reached(ALERT, danger),
            page=reached(PAGE, danger),
        ),
        grave=reached(PAGE, [np.array([Reading(row, ()).rung(GRAVE) for row in g]) for g in calm]),
        concerns=_concerns(calm),
        toxicity=reached(TOXIC, kind),
        insult=reached(INSULT, kind),
    )


def _calm(each: Sequence[Example], rows: Scores) -> tuple[Scores, Scores]:
    """Those of ordinary messages: our own, and the open ones."""
    ordinary = np.array([one.ordinary for one in each])
    ours = np.array([one.ours for one in each])
    return rows[ordinary & ours], rows[ordinary & ~ours]


def _concerns(calm: Sequence[Logits]) -> dict[Concern, float]:
    return {
        concern: reached(_rare(concern), [some[:, head] for some in calm])
        for head, concern in enumerate(CONCERNS, FIRST_CONCERN)
    }


def _rare(concern: Concern) -> float:
    return ALONE if concern is Concern.MINOR else CONCERN


def reached(share: float, groups: Sequence[Scores], counts: Sequence[float] = SHARES) -> float:
    """At or above it lies at most this share of the scores; each group counts as `counts` says."""
    scores = np.concatenate(groups)
    each = [np.full(len(one), count / len(one)) for one, count in zip(groups, counts, strict=True)]
    order = np.argsort(-scores, kind="stable")
    above = np.cumsum(np.concatenate(each)[order])
    first = int(np.searchsorted(above, share, side="right"))  # the first that may not alarm
    return round(float(scores[order[min(first, len(order) - 1)]]) + 1e-4, 4)
