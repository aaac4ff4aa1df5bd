"""The same message as somebody else would have typed it."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from moderation.encoder.heads import SUICIDE
from moderation.training.encoder.examples import Example

MARKS: Final = str.maketrans("", "", '.,!?;:"()-…')
APOSTROPHES: Final = str.maketrans("", "", "'\u2019")
WORD: Final = re.compile(r"[a-z]{4,}")
FEW: Final = 6
"""Words: a shorter answer means what the question before it makes of it."""
UNMARKED, UNAPOSTROPHED, MISTYPED, OTHER_BEFORE, NO_BEFORE = 0.25, 0.35, 0.25, 0.25, 0.3
TOLD_AMONG: Final = 0.08
"""How often a message is told among ordinary ones: long texts are no more dangerous than short."""
LONG: Final = 30
"""Words: from here on it is long by itself."""


@dataclass(frozen=True, slots=True)
class Retold:
    """`befores` is what was said before other messages, `calm` the harmless part of it;
    `ordinary` are messages among which another may stand.
    """

    befores: Sequence[str] = field(repr=False)
    calm: Sequence[str] = field(repr=False)
    ordinary: Sequence[str] = field(repr=False)

    @classmethod
    def of(cls, each: Sequence[Example]) -> "Retold":
        befores = sorted({one.before for one in each if one.before})
        worrying = {one.before for one in each if one.labels[SUICIDE] == 1}
        calm = [before for before in befores if before not in worrying]
        ordinary = [one.text for one in each if one.ordinary and FEW < len(one.text.split()) < LONG]
        return cls(befores, calm, ordinary)

    def __call__(self, one: Example, draw: random.Random) -> tuple[str, str]:
        words = len(one.text.split())
        if self.ordinary and FEW < words < LONG and draw.random() < TOLD_AMONG:
            return self._among(typed(one.text, draw), draw), ""
        return typed(one.text, draw), self._before(one, draw)

    def _among(self, text: str, draw: random.Random) -> str:
        told = draw.choices(self.ordinary, k=draw.randint(2, 4))
        told.insert(draw.randint(0, len(told)), text)
        return draw.choice((" ", ". ", "\n")).join(told)

    def _before(self, one: Example, draw: random.Random) -> str:
        """What was said before tells little about a message that speaks for itself."""
        long = len(one.text.split()) > FEW
        if one.before:
            return "" if long and draw.random() < NO_BEFORE else one.before
        if not self.calm or draw.random() >= OTHER_BEFORE:
            return ""
        return draw.choice(self.befores if long else self.calm)


def typed(text: str, draw: random.Random) -> str:
    if draw.random() < UNAPOSTROPHED:
        text = text.translate(APOSTROPHES)
    if draw.random() < UNMARKED:
        text = text.translate(MARKS)
    if draw.random() < MISTYPED:
        text = mistyped(text, draw)
    return text


def mistyped(text: str, draw: random.Random) -> str:
    """One slip in one or two of the longer words."""
    text = text.lower()
    words = list(WORD.finditer(text))
    chosen = draw.sample(words, min(len(words), draw.randint(1, 2)))
    for word in sorted(chosen, key=lambda match: -match.start()):
        slipped = draw.choice(SLIPS)(word[0], draw.randrange(1, len(word[0]) - 1))
        text = text[: word.start()] + slipped + text[word.end() :]
    return text


def _left_out(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _twice(word: str, at: int) -> str:
    return word[:at] + word[at] + word[at:]


def _swapped(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


SLIPS: Final[Sequence[Callable[[str, int], str]]] = (_left_out, _twice, _swapped)
