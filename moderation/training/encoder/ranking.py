"""How much each part of the screen counts in one number: fitted on held-out messages."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.encoder.heads import DANGER, TOXICITY, Logits
from moderation.encoder.reading import Reading
from moderation.inline.check import InlineCheck
from moderation.passage import Passage
from moderation.ranking import Line, Lines, Rankings, crisis_signs, toxicity_signs
from moderation.reading.excused import Excused
from moderation.screen import screen_from
from moderation.training.encoder.examples import Example
from moderation.training.folds import held_out
from moderation.training.matrix import matrix
from moderation.training.rows import HANDS, Row
from moderation.verdict import Finding

CONFIG: Final = Path(__file__).parents[3] / "config"
STEPS: Final = 30
CALM: Final = 1e-3
"""How strongly weights are held near nothing."""
OURS: Final = 0.5
"""All lines of other hands together count this share, the open ones the rest. The rest of our own
count nothing: the rules were written with them in view, and say more there than of anybody else.
"""

Signs = NDArray[np.float64]
Hits = NDArray[np.bool_]
Saying = tuple[Sequence[Finding], Sequence[float], Reading | None]
Named = Callable[[Sequence[Finding], Sequence[float], Reading | None], list[float]]


def rankings(
    each: Sequence[Example], rows: Sequence[Row], held: Logits, progress: Callable[[str], None]
) -> Rankings:
    """`rows` and `held` (the encoder's logits by runs without them) go with the examples."""
    screen = screen_from(CONFIG)
    found = [screen(Passage(one.text, one.before)).findings for one in each]
    [inline] = [check for check in screen.checks if isinstance(check, InlineCheck)]
    heard = _heard(rows, inline.excused, progress)
    read = [Reading(logits, ()) for logits in held]
    both = list(zip(found, heard, read, strict=True))
    return Rankings(
        together=_lines(each, both),
        inline=_lines(each, [(rules, inline, None) for rules, inline, _ in both]),
    )


def _heard(
    rows: Sequence[Row], excused: Excused, progress: Callable[[str], None]
) -> list[Sequence[float]]:
    """The inline model's logits, by weights that did not see the row."""
    return list(held_out(rows, matrix(rows, excused), progress).astype(float))


def _lines(each: Sequence[Example], said: Sequence[Saying]) -> Lines:
    return Lines(
        crisis=_fitted(each, said, crisis_signs, DANGER),
        toxicity=_fitted(each, said, toxicity_signs, TOXICITY),
    )


def _fitted(each: Sequence[Example], said: Sequence[Saying], name: Named, head: int) -> Line:
    labels = np.array([one.labels[head] for one in each], float)
    known = np.flatnonzero(~np.isnan(labels)).tolist()
    signs = np.array([name(*said[at]) for at in known])
    ours = [each[at].ours for at in known]
    by_others = np.array([each[at].source.startswith(HANDS) for at in known])
    weights = fitted(signs, labels[known], _worth(labels[known], np.array(ours), by_others))
    bias, *rest = (round(float(weight), 4) for weight in weights)
    return Line(bias, tuple(rest))


def _worth(labels: Signs, ours: Hits, by_others: Hits) -> Signs:
    """Each of the four groups of yes and no, other hands and open, counts as its share says."""
    if not by_others.any():
        by_others = ours  # a corpus of one hand
    worth = np.zeros(len(labels))
    for label in (0, 1):
        for kind, share in ((by_others, OURS), (~ours, 1 - OURS)):
            group = (labels == label) & kind
            worth[group] = share / max(group.sum(), 1)
    return worth


def fitted(signs: Signs, labels: Signs, worth: Signs) -> Signs:
    """Bias and weights of a logistic regression, by Newton's steps."""
    wide = np.column_stack((np.ones(len(signs)), signs))
    weights = np.zeros(wide.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-wide @ weights))
        slope = wide.T @ (worth * (likely - labels)) + CALM * weights
        curve = (wide * (worth * likely * (1 - likely))[:, None]).T @ wide
        weights = weights - np.linalg.solve(curve + CALM * np.eye(len(weights)), slope)
    return weights
