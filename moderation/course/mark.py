"""What one message leaves behind for those after it: features, and only a little of its text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from moderation.course.signs import ASKS, PERSONAL, PRIVATE, Sign, Signs
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import normalise
from moderation.verdict import DANGERS, Concern, Finding, Severity

OWN_DANGERS: Final = DANGERS - {Concern.THIRD_PARTY}
KEPT: Final = 160
"""Characters. Shorter words are kept whole: they may be half of a phrase, or a question."""
CHECK: Final = "course."


class Signal(StrEnum):
    """What the course tells of, each once until it has passed."""

    RISING = "rising"
    WEARY = "weary"
    DECIDED = "decided"
    CALM = "calm"
    RETRACTED = "retracted"
    FAREWELL = "farewell"
    ASKING = "asking"
    SPLIT = "split"
    ANSWER = "answer"
    PLANNED = "planned"

    @property
    def check(self) -> str:
        return f"{CHECK}{self.value}"


SAID: Final = frozenset({Signal.SPLIT, Signal.ANSWER, Signal.PLANNED})
"""A phrase in pieces, a late answer and a plan after a wish are said like any other."""
DRAWN: Final = frozenset(one.check for one in Signal if one not in SAID)
"""Drawn from what came before."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`danger` is the highest rung that the message by itself gave, 0 where there was none.

    `told` is what the course told at this message, with the severity.
    """

    speaker: Speaker
    danger: int
    concern: Concern
    signs: frozenset[Sign]
    minor: bool
    told: frozenset[tuple[str, int]]
    words: str = field(repr=False)
    count: int

    def has_told(self, signal: Signal, severity: Severity) -> bool:
        return any(name == signal.check and at >= severity for name, at in self.told)


@dataclass(frozen=True, slots=True)
class Marking:
    """A message and what was found in it, as a mark. The same for a fresh and a stored one."""

    signs: Signs

    def __call__(self, passage: Passage, findings: Iterable[Finding]) -> Mark:
        found = tuple(findings)
        words = normalise(passage.text).words
        by_itself = [one for one in found if one.check not in DRAWN]
        dangers = [one for one in by_itself if one.concern in OWN_DANGERS]
        worst = max(dangers, key=lambda one: one.severity, default=None)
        return Mark(
            speaker=passage.speaker,
            danger=worst.severity if worst else 0,
            concern=worst.concern if worst else Concern.SUICIDE,
            signs=_with_asked(self.signs.of(words), by_itself),
            minor=any(one.concern is Concern.MINOR and one.severity > 1 for one in by_itself),
            told=frozenset((o.check, int(o.severity)) for o in found if o.check.startswith(CHECK)),
            words=passage.text if len(passage.text) <= KEPT else "",
            count=len(words),
        )


def _with_asked(signs: frozenset[Sign], findings: Iterable[Finding]) -> frozenset[Sign]:
    """And what the checks know of asking, in whatever language; the same asking counts once."""
    if signs & ASKS:
        return signs
    return signs | {sign for one in findings if (sign := _asks(one)) is not None}


def _asks(finding: Finding) -> Sign | None:
    if finding.concern is Concern.CONTACT_DETAILS and finding.severity > Severity.LOW:
        return Sign.CONTACT
    if finding.concern is Concern.GROOMING:
        return PERSONAL if finding.severity is Severity.LOW else PRIVATE
    return None
