"""Phrases and their meaning in context, found in normalised text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import re2

from moderation.lexicon.contexts import Contexts, Hit, Reading
from moderation.lexicon.file import Pattern, Question
from moderation.lexicon.kept import Kept
from moderation.lexicon.matcher import Match, Matcher
from moderation.lexicon.meaning import NOW, Rule, as_meant, imminent
from moderation.lexicon.phrases import Phrase, Phrasebook
from moderation.lexicon.prepared import GLUED_TOO, Prepared
from moderation.lexicon.vocabulary import Tokens
from moderation.reading.normalise import Normalised
from moderation.verdict import Concern, Finding

NOTHING_KEPT: Final = Kept()

Meaning = Rule | None  # None is an idiom: inside it nothing is found


@dataclass(frozen=True, slots=True)
class Seen:
    """All matches, those of them that count, and only if there are any where the words stand."""

    tokens: Tokens
    matches: Sequence[Match[Meaning]]
    kept: Sequence[tuple[Match[Meaning], Rule]]
    places: list[tuple[int, int]]

    @classmethod
    def of(cls, tokens: Tokens, matches: Sequence[Match[Meaning]]) -> "Seen":
        kept = [*_kept(matches)] if matches else []
        return cls(tokens, matches, kept, tokens.text.places() if kept else [])

    def hit(self, match: Match[Meaning]) -> Hit:
        return Hit(self.tokens, match.first, match.last, self.places)


class Lexicon:
    """One language's phrases, compiled. Raises nothing once it is built."""

    def __init__(self, given: Prepared) -> None:
        self.file = file = given.file
        self.language = file.language
        self.questions: Sequence[Question] = file.question
        self.answers = file.answers
        self.vocabulary = given.vocabulary
        self.book = Phrasebook(self.vocabulary, given.phrases)
        self._contexts = Contexts(file.cues, self.vocabulary)
        self._patterns = [(re2.compile(p.expression), p) for p in file.pattern]
        self._together = _together(file.pattern)
        phrases = list(_phrases(given))
        self._matcher = Matcher(self.vocabulary, phrases)
        self.known = given.known
        self._keys = frozenset(key for phrase, _ in phrases for key in _keys(phrase))
        self._last: tuple[Normalised, Seen] | None = None
        self.always = bool(file.pattern)  # what an operator's pattern begins with is not known

    @classmethod
    def read(cls, path: Path, kept: Kept = NOTHING_KEPT) -> "Lexicon":
        """Raises BadConfig, which names every wrong line."""
        return cls(kept.prepared(path))

    def openings(self, elsewhere: frozenset[str]) -> frozenset[str]:
        """Words of which each phrase has one; if it can, one that is no word `elsewhere`."""
        written: dict[str, list[str]] = {}
        for word, usual in self.vocabulary.usual.items():
            for one in usual:
                written.setdefault(one, []).append(word)

        @cache
        def rarity(word: str) -> tuple[bool, int]:
            return elsewhere.isdisjoint((word, *written.get(word, ()))), len(word)

        rare = {max(key.split(), key=rarity) for key in self._keys}
        ways = (way for word in rare for way in written.get(word, ()))
        return frozenset(rare).union(way for way in ways if len(way) > 3 or way not in elsewhere)

    def familiar(self, text: Normalised) -> int:
        """How many of the text's words this language knows."""
        return sum(word in self.known for word in self.vocabulary.written(text))

    def find(self, text: Normalised, check: str) -> Iterator[tuple[Finding, Reading]]:
        """Every finding once, in the order of the text, and how it was meant."""
        seen = self._seen(text)
        meant: set[int] = set()
        told: set[tuple[Concern, int, int]] = set()
        for match, rule in seen.kept:
            if id(rule) in meant:
                continue
            hit = seen.hit(match)
            reading = self._contexts.read(hit, rule.heeds)
            if reading is Reading.MEANT:
                meant.add(id(rule))
            finding = as_meant(rule, reading, hit.start, hit.end, check)
            if rule.soon and reading in NOW and self._contexts.is_soon(hit):
                finding = imminent(finding)
            place = finding.concern, finding.start, finding.end
            if reading is not Reading.DROPPED and place not in told:
                told.add(place)
                yield finding, reading

    def excused(self, text: Normalised) -> frozenset[int]:
        """Which words are in a turn of phrase, a title, a denial, long ago, or of somebody else.

        Not those that are meant as well: "I'm not suicidal. I'm suicidal."
        """
        seen = self._seen(text)
        silent = {at for match in seen.matches for at in _written(seen.tokens, match)}
        for match, rule in seen.kept:
            reading = self._contexts.read(seen.hit(match), rule.heeds)
            if reading is Reading.MEANT and rule.concern is not Concern.THIRD_PARTY:
                silent.difference_update(_written(seen.tokens, match))
        return frozenset(silent)

    def _seen(self, text: Normalised) -> Seen:
        """The last is remembered: what is found and what is excused are asked in turn."""
        if self._last is None or self._last[0] is not text:
            tokens = self.vocabulary.read(text)
            matches = [*self._matcher.find(tokens), *self._pattern_matches(tokens)]
            self._last = text, Seen.of(tokens, matches)
        return self._last[1]

    def _pattern_matches(self, tokens: Tokens) -> Iterator[Match[Meaning]]:
        if not self._patterns:
            return
        hay = " ".join(tokens.words)
        for at in sorted(self._together.Match(hay) or ()):  # mostly none
            expression, pattern = self._patterns[at]
            for found in expression.finditer(hay):
                if found.end() > found.start():
                    first = hay.count(" ", 0, found.start() + 1)
                    yield Match(pattern, first, hay.count(" ", 0, found.end() - 1))


def _together(patterns: Sequence[Pattern]) -> Any:
    together = re2.Set.SearchSet()
    for pattern in patterns:
        together.Add(pattern.expression)
    together.Compile()
    return together


def _phrases(given: Prepared) -> Iterator[tuple[Phrase | str, Meaning]]:
    for entry in given.file.entry:
        for written in entry.phrases:
            yield given.phrases[written], entry
            if entry.concern in GLUED_TOO:
                yield from ((word, entry) for word in given.glued[written])
    for idiom in given.file.idiom:
        for written in idiom.phrases:
            yield given.phrases[written], None


def _keys(phrase: Phrase | str) -> Sequence[str]:
    return phrase.keys if isinstance(phrase, Phrase) else (phrase,)


def _written(tokens: Tokens, match: Match[Meaning]) -> Sequence[int]:
    """Places of the written words that hold the match."""
    return tokens.origin[match.first : match.last + 1]


def _order(match: Match[Meaning]) -> tuple[int, int, int]:
    """From left to right; of the same words the longest and most severe first."""
    return match.first, -match.last, -match.meaning.severity if match.meaning else 0


def _kept(matches: Iterable[Match[Meaning]]) -> Iterator[tuple[Match[Meaning], Rule]]:
    """Without what ends inside an idiom or lies inside a longer phrase of its concern."""
    ordered = sorted(matches, key=_order)
    idiomatic = {at for m in ordered if not m.meaning for at in range(m.first, m.last + 1)}
    widest: dict[Concern, Match[Meaning]] = {}
    for match in ordered:
        if match.meaning is None or match.last in idiomatic:
            continue
        round_it = widest.get(match.meaning.concern)
        if round_it is None or match.last > round_it.last:
            widest[match.meaning.concern] = round_it = match
        if (round_it.first, round_it.last) == (match.first, match.last):
            yield match, match.meaning
