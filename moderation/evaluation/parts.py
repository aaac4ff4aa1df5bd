"""What each part of the screen says of many messages, and all that as one number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from moderation.encoder import heads
from moderation.encoder.reading import Reading
from moderation.evaluation.measures import Scores
from moderation.inline.weights import CRISIS, TOXICITY
from moderation.ranking import CONDUCT, Line, Rankings, crisis_signs, toxicity_signs
from moderation.verdict import DANGERS, Concern, Finding

LEXICON: Final = "lexicon"
MODEL: Final = "inline model"
LOOP: Final = "event loop"
ENCODER: Final = "encoder"
ALL: Final = "together"
NOWHERE: Final = [(0, 0)] * heads.HEADS

Findings = Sequence[Finding]
Signs = Callable[[Findings, Sequence[float], Reading | None], list[float]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The rules' findings, and the logits of the models; a row a message."""

    rules: Sequence[Findings] = field(repr=False)
    inline: Scores = field(repr=False)
    encoder: Scores | None = field(default=None, repr=False)

    def readings(self) -> list[Reading]:
        return [] if self.encoder is None else [Reading(row, NOWHERE) for row in self.encoder]

    def crisis(self, rankings: Rankings) -> Mapping[str, Scores]:
        """By screen, as far as it is there: how near each message is to danger."""
        read = self.readings()
        by = {
            LEXICON: self._rules(DANGERS),
            MODEL: self.inline[:, CRISIS],
            LOOP: self._ranked(crisis_signs, rankings.inline.crisis, []),
        }
        if read:
            by[ENCODER] = np.array([one.danger for one in read], np.float32)
            by[ALL] = self._ranked(crisis_signs, rankings.together.crisis, read)
        return by

    def toxicity(self, rankings: Rankings) -> Mapping[str, Scores]:
        """The same for insults."""
        by = {
            LEXICON: self._rules(CONDUCT),
            MODEL: self.inline[:, TOXICITY],
            LOOP: self._ranked(toxicity_signs, rankings.inline.toxicity, []),
        }
        if self.encoder is not None:
            by[ENCODER] = self.encoder[:, heads.TOXICITY]
            together = rankings.together.toxicity
            by[ALL] = self._ranked(toxicity_signs, together, self.readings())
        return by

    def _rules(self, concerns: frozenset[Concern]) -> Scores:
        highest = (
            max((int(one.severity) for one in found if one.concern in concerns), default=0)
            for found in self.rules
        )
        return np.fromiter(highest, np.float32, len(self.rules))

    def _ranked(self, signs: Signs, line: Line, read: Sequence[Reading]) -> Scores:
        """As a logit: the probability itself would be 1 for too many."""
        each = self._heard(read)
        rows = np.array([signs(*heard) for heard in each], np.float64)
        scores: Scores = (rows @ np.array(line.weights) + line.bias).astype(np.float32)
        return scores

    def _heard(
        self, read: Sequence[Reading]
    ) -> Iterator[tuple[Findings, Sequence[float], Reading | None]]:
        readings: Sequence[Reading | None] = read or [None] * len(self.rules)
        heard: list[list[float]] = self.inline.tolist()
        yield from zip(self.rules, heard, readings, strict=True)
