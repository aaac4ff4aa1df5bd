"""Whether those who name who they are, or speak a dialect, are alarmed about or accused more."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from moderation.evaluation.measures import Hits, figure, share
from moderation.evaluation.report import Table
from moderation.evaluation.sources import Judged

MENTIONS: Final[Mapping[str, str]] = {
    "religion": r"muslims?|islam(?:ic)?|jew(?:s|ish)?|christians?|catholics?|protestants?"
    r"|buddhists?|hindus?|sikhs?|atheists?|taoists?|hijab|mosque|synagogue",
    "sexuality": r"gays?|lesbians?|bisexuals?|homosexuals?|queer|lgbtq?|straight|heterosexual",
    "gender": r"trans(?:gender)?|nonbinary|non-binary|wom[ae]n|female|m[ae]n|male",
    "origin and colour": r"black|white|asian|african(?:[ -]american)?|latin[oax]|hispanic|mexican"
    r"|indian|chinese|japanese|middle eastern|european|american|canadian|immigrants?|refugees?",
    "disability": r"blind|deaf|disabled|disabilit(?:y|ies)|paralyzed|wheelchairs?|autis(?:m|tic)",
    "age": r"elderly|older|old|young(?:er)?|teenage|millenial|middle[ -]aged|seniors?",
}
LEAST: Final = 50
"""Texts: of fewer nothing can be said."""
TEMPLATES: Final = "madlibs"
NEUTRAL: Final = frozenset({"ident_neutral_nh", "ident_pos_nh"})
HEAD: Final = ("texts", "number", "screen", "called toxic", "alarms (L1 and above)")


@dataclass(frozen=True, slots=True)
class Harmless:
    """Texts that should pass, and by screen: which are called toxic, which raise an alarm."""

    name: str
    texts: Sequence[str] = field(repr=False)
    called: Mapping[str, Hits] = field(repr=False)
    alarmed: Mapping[str, Hits] = field(repr=False)

    def part(self, name: str, chosen: Hits) -> "Harmless":
        return Harmless(
            name,
            [text for text, here in zip(self.texts, chosen, strict=True) if here],
            {screen: hits[chosen] for screen, hits in self.called.items()},
            {screen: hits[chosen] for screen, hits in self.alarmed.items()},
        )

    def lines(self) -> Iterator[tuple[str, ...]]:
        for screen, called in self.called.items():
            rates = (figure(share, hits) for hits in (called, self.alarmed[screen]))
            each = (rate.per_thousand() for rate in rates)
            yield (self.name, str(len(self.texts)), screen, *each)


def fairness_table(groups: Sequence[Harmless]) -> Table:
    return Table(
        "Fairness: harmless texts that are called toxic or alarm, in 1,000",
        HEAD,
        tuple(line for group in groups if len(group.texts) >= LEAST for line in group.lines()),
        "*Templates* and HateCheck's neutral and positive sentences come from the evaluation part, "
        "by the shipped weights; rows and the corpus are held out. Who is named is found by words.",
    )


def by_mention(whole: Harmless) -> Iterator[Harmless]:
    """The whole, each group of people that is named, and where none is."""
    yield whole
    named = np.zeros(len(whole.texts), bool)
    for group, words in MENTIONS.items():
        here = mentions(whole.texts, words)
        named |= here
        yield whole.part(f"{whole.name}: {group}", here)
    yield whole.part(f"{whole.name}: nobody named", ~named)


def mentions(texts: Sequence[str], words: str) -> Hits:
    find = re.compile(rf"\b(?:{words})\b", re.IGNORECASE).search
    return np.array([find(text) is not None for text in texts], bool)


def harmless(one: Judged) -> bool:
    return not one.toxic and (one.source == TEMPLATES or one.functionality in NEUTRAL)


def chosen(messages: Sequence[Judged], keep: Callable[[Judged], bool]) -> Hits:
    return np.array([keep(one) for one in messages], bool)
