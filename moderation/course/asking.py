"""Asking again and again for what is nobody's business here: age, pictures, secrecy, a meeting."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moderation.course.mark import Mark
from moderation.course.signs import Asking as Weights
from moderation.course.signs import Sign
from moderation.verdict import Severity


@dataclass(frozen=True, slots=True)
class Asking:
    """One question may be asked in earnest; what adds up over messages is a pattern."""

    weights: Weights

    def severity(self, own: Sequence[Mark], others: Sequence[Mark]) -> Severity | None:
        """`own` are the speaker's marks, the newest last; None where it is no pattern."""
        if not self.asked(own[-1]):
            return None
        asked = [signs for mark in own if (signs := self.asked(mark))]
        if len(asked) < 2:
            return None
        points = self._points(Counter(sign for signs in asked for sign in signs))
        return self._reached(points * (self.weights.minor if any(m.minor for m in others) else 1))

    def asked(self, mark: Mark) -> frozenset[Sign]:
        return mark.signs & self.weights.weights.keys()

    def _points(self, times: Counter[Sign]) -> float:
        kinds = sum(self.weights.weights[sign] for sign in times)
        again = sum(times.values()) - len(times)
        return kinds + again * self.weights.again

    def _reached(self, points: float) -> Severity | None:
        steps = (
            (self.weights.immediate, Severity.IMMEDIATE),
            (self.weights.high, Severity.HIGH),
            (self.weights.moderate, Severity.MODERATE),
            (self.weights.low, Severity.LOW),
        )
        return next((severity for least, severity in steps if points >= least), None)
