"""What the encoder made of one message."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from moderation.encoder.heads import DANGER, HEADS, RUNGS, SUICIDE, Logits
from moderation.encoder.windows import Place, Window

NOTHING: Final = np.full(HEADS, -12, np.float32)
"""Of a message without a word that can be read."""

GRAVE: Final = 3
"""A rung: a method or some intent."""
TWICE: Final = np.log(2)


class Reading(NamedTuple):
    """For each head the highest logit of all windows, and where in the text it was."""

    logits: Logits
    places: Sequence[Place]

    @property
    def danger(self) -> float:
        """Two heads that learned nearly the same err less together; the surer counts more."""
        return float(np.logaddexp(self.logits[DANGER], self.logits[SUICIDE]) - TWICE)

    def rung(self, least: int) -> float:
        """How sure it is of this rung or a higher one: never surer than of a lower one."""
        return float(self.logits[: RUNGS.index(least) + 1].min())

    def at_most(self, logits: Logits) -> "Reading":
        return self._replace(logits=np.minimum(self.logits, logits))

    def place(self, head: int) -> Place:
        return self.places[head]


def reading(windows: Sequence[Window], logits: Logits) -> Reading:
    """`logits` has a row for each of the message's windows."""
    if not windows:
        return Reading(NOTHING, [(0, 0)] * HEADS)
    best = logits.argmax(axis=0)
    places = [(windows[at].start, windows[at].end) for at in best]
    return Reading(logits.max(axis=0), places)


def readings(each: Iterable[Sequence[Window]], logits: Logits) -> list[Reading]:
    """`each` are the windows of every message, `logits` the rows of all of them in order."""
    found, at = [], 0
    for windows in each:
        found.append(reading(windows, logits[at : at + len(windows)]))
        at += len(windows)
    return found
