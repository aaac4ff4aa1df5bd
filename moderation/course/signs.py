"""What people say that means something only beside what was said before: config/course.toml."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

import re2
from msgspec import Meta, Struct

from config.files import load_toml
from config.shapes import Wrong
from moderation.lexicon.file import Phrased
from moderation.reading.normalise import normalise

PLACES: Final = re.compile(r"\([^()]*\)|[^()\s]+|[()]")
PLAIN: Final = re.compile(r"[a-z]*(?: [a-z]{2,})*")
Share = Annotated[float, Meta(gt=0, lt=1)]
Weight = Annotated[float, Meta(gt=0)]


class Sign(StrEnum):
    """Asking: age to intimate. Of the visitor: weary to planned."""

    AGE = "age"
    PLACE = "place"
    CONTACT = "contact"
    PICTURE = "picture"
    SECRECY = "secrecy"
    MEETING = "meeting"
    INTIMATE = "intimate"
    WEARY = "weary"
    DECIDED = "decided"
    CALM = "calm"
    RETRACTED = "retracted"
    FAREWELL = "farewell"
    PLANNED = "planned"
    HESITATION = "hesitation"


ASKS: Final = frozenset(Sign) - {
    Sign.WEARY,
    Sign.DECIDED,
    Sign.CALM,
    Sign.RETRACTED,
    Sign.FAREWELL,
    Sign.PLANNED,
    Sign.HESITATION,
}
WHOLE: Final = frozenset({Sign.HESITATION})
"""These are the whole message, or it isn't meant so."""
PERSONAL: Final = Sign.PLACE
PRIVATE: Final = Sign.SECRECY


class Said(Phrased, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sign: Sign


class Rising(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The three highest rungs of the last messages, each fading by `fade` a message."""

    fade: Share
    concern: Weight  # together so high: from L1 to L2
    weary: Weight  # so many weary messages, fading likewise: L1
    share: Share  # of a rung that each weary message adds to the three


class Soon(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Within so many of the visitor's messages after danger was spoken of."""

    decided: int
    calm: int
    retracted: int
    farewell: int
    again: int  # what was told is not told again within so many


class Plan(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A plan within so many of the visitor's messages after a wish to die."""

    within: Annotated[int, Meta(gt=0)]
    wishes: tuple[str, ...]  # one for each language
    unless: frozenset[str]  # words before it in the same clause


class Asking(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What asking adds up to; `again` is for each repetition, `minor` multiplies."""

    weights: Mapping[Sign, Weight]
    again: Weight
    minor: Weight
    low: Weight
    moderate: Weight
    high: Weight
    immediate: Weight


class CourseFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    rising: Rising
    soon: Soon
    plan: Plan
    asking: Asking
    said: tuple[Said, ...]


def read_course(path: Path) -> CourseFile:
    """Raises BadConfig, which names every wrong line."""
    return load_toml(path, CourseFile, _wrongs)


@dataclass(frozen=True, slots=True)
class Signs:
    """All phrases in one automaton. The place of one is looked for only where somebody asks."""

    order: Sequence[Sign]
    expressions: Sequence[str] = field(repr=False)
    together: Any = field(repr=False)

    @classmethod
    def of_file(cls, file: CourseFile) -> "Signs":
        expressions = [_expression(said) for said in file.said]
        together = re2.Set.SearchSet()
        for expression in expressions:
            together.Add(expression)
        together.Compile()
        return cls([said.sign for said in file.said], expressions, together)

    def of(self, words: Sequence[str]) -> frozenset[Sign]:
        found = self.together.Match(f" {' '.join(words)} ") or ()
        return frozenset(self.order[at] for at in found)

    def span(self, text: str, signs: frozenset[Sign]) -> tuple[int, int]:
        """The first words that say one of these, else the whole text."""
        plain = normalise(text)
        places = plain.places()
        hay = f" {plain.text} "
        for sign, expression in zip(self.order, self.expressions, strict=True):
            if sign in signs and (hit := _compiled(expression).search(hay)):
                first = hay.count(" ", 0, hit.start() + 1) - 1
                last = hay.count(" ", 0, hit.end() - 1) - 1
                return places[first][0], places[last][1]
        return 0, len(text)


@cache
def _compiled(expression: str) -> Any:
    return re2.compile(expression)


def _expression(said: Said) -> str:
    ways = f"(?:{'|'.join(map(_phrase, said.phrases))})"
    return f"^ {ways}+$" if said.sign in WHOLE else f" {ways}"


def _phrase(written: str) -> str:
    """`(a|b|) c` as an expression in which a space follows each word."""
    return "".join(map(_place, PLACES.findall(written)))


def _place(written: str) -> str:
    if not written.startswith("("):
        return _words(written)
    return f"(?:{'|'.join(map(_words, written[1:-1].split('|')))})"


def _words(written: str) -> str:
    """What is plain already needs no normalising: a file holds a thousand of these."""
    plain = written if PLAIN.fullmatch(written) else normalise(written).text
    return f"{plain} " if plain else ""


def _wrongs(file: CourseFile) -> Iterator[Wrong]:
    for at, said in enumerate(file.said):
        for number, written in enumerate(said.phrases):
            if {"(", ")"} & set(PLACES.findall(written)):
                place = ("said", at, "phrases", number)
                yield Wrong(place, "a bracket is not closed; write (one|two) between spaces.")
