"""Danger that shows over several messages of one visitor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from moderation.course.mark import Mark, Signal
from moderation.course.signs import CourseFile, Sign
from moderation.verdict import Concern, Severity

HIGHEST: Final = 3

Told = tuple[Signal, Concern, Severity, frozenset[Sign]]


@dataclass(frozen=True, slots=True)
class Danger:
    """`own` are the visitor's marks, the newest last. What is told names the signs it rests on."""

    file: CourseFile

    def __call__(self, own: Sequence[Mark]) -> Iterator[Told]:
        yield from self._rising(own)
        yield from self._after_danger(own)

    def _rising(self, own: Sequence[Mark]) -> Iterator[Told]:
        rising, now = self.file.rising, own[-1]
        highest = max(mark.danger for mark in own)
        if highest == Severity.LOW and now.danger and self._distress(own) >= rising.concern:
            yield Signal.RISING, now.concern, Severity.MODERATE, frozenset()
        elif not highest and Sign.WEARY in now.signs and self._weariness(own) >= rising.weary:
            yield Signal.WEARY, Concern.SUICIDE, Severity.LOW, frozenset({Sign.WEARY})

    def _distress(self, own: Sequence[Mark]) -> float:
        """The three highest rungs, and a little for each weary message."""
        rungs = [mark.danger * left for mark, left in self._faded(own)]
        return sum(nlargest(HIGHEST, rungs)) + self.file.rising.share * self._weariness(own)

    def _weariness(self, own: Sequence[Mark]) -> float:
        return sum(left for m, left in self._faded(own) if Sign.WEARY in m.signs and not m.danger)

    def _faded(self, own: Sequence[Mark]) -> Iterator[tuple[Mark, float]]:
        for age, mark in enumerate(reversed(own)):
            yield mark, self.file.rising.fade**age

    def _after_danger(self, own: Sequence[Mark]) -> Iterator[Told]:
        """A change that ordinary talk would not show, soon after danger was spoken of."""
        soon = self.file.soon
        for sign, least, within, severity in (
            (Sign.DECIDED, Severity.MODERATE, soon.decided, Severity.HIGH),
            (Sign.FAREWELL, Severity.HIGH, soon.farewell, Severity.HIGH),
            (Sign.CALM, Severity.HIGH, soon.calm, Severity.MODERATE),
            (Sign.RETRACTED, Severity.MODERATE, soon.retracted, Severity.MODERATE),
        ):
            if sign in own[-1].signs and (worst := _worst(own, within)).danger >= least:
                yield Signal(sign), worst.concern, severity, frozenset({sign})


def _worst(own: Sequence[Mark], within: int) -> Mark:
    """Of the last so many before the newest, the most dangerous; else the newest."""
    return max(own[-1 - within : -1], key=lambda mark: mark.danger, default=own[-1])
