"""Phrases and their meaning in context, found in normalised text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import re2

from moderation.contexts import Contexts, Hit, Reading
from moderation.lexicon_file import Entry, LexiconFile, Pattern, Question, read_lexicon
from moderation.matcher import Match, Matcher, glued
from moderation.normalise import Normalised
from moderation.phrases import Phrase, Phrasebook
from moderation.verdict import Concern, Finding, Severity
from moderation.vocabulary import Tokens

GLUED_TOO: Final = (Concern.SUICIDE, Concern.SELF_HARM)

Rule = Entry | Pattern
Meaning = Rule | None  # None is an idiom: inside it nothing is found


class Lexicon:
    """One language's phrases, compiled. Raises nothing once it is built."""

    def __init__(self, file: LexiconFile, book: Phrasebook) -> None:
        self.language = file.language
        self.questions: Sequence[Question] = file.question
        self.answers = file.answers
        self.book = book
        self.vocabulary = book.vocabulary
        self._contexts = Contexts(file.cues, self.vocabulary)
        self._patterns = [(re2.compile(p.expression), p) for p in file.pattern]
        self._matcher = Matcher(self.vocabulary, _phrases(file, book))

    @classmethod
    def read(cls, path: Path) -> "Lexicon":
        """Raises BadConfig, which names every wrong line."""
        return cls(*read_lexicon(path))

    def find(self, text: Normalised, check: str) -> Iterator[tuple[Finding, Reading]]:
        """Every finding once, in the order of the text, and how it was meant."""
        tokens = self.vocabulary.read(text)
        matches = [*self._matcher.find(tokens), *self._pattern_matches(tokens)]
        places = text.places() if matches else []
        meant: set[int] = set()
        told: set[tuple[Concern, int, int]] = set()
        for match, rule in _kept(matches):
            if id(rule) in meant:
                continue
            hit = Hit(tokens, match.first, match.last, places)
            reading = self._contexts.read(hit, rule.heeds)
            if reading is Reading.MEANT:
                meant.add(id(rule))
            finding = _as_meant(rule, reading, hit.start, hit.end, check)
            place = finding.concern, finding.start, finding.end
            if reading is not Reading.DROPPED and place not in told:
                told.add(place)
                yield finding, reading

    def _pattern_matches(self, tokens: Tokens) -> Iterator[Match[Meaning]]:
        hay = " ".join(tokens.words) if self._patterns else ""
        for expression, pattern in self._patterns:
            for found in expression.finditer(hay):
                if found.end() > found.start():
                    first = hay.count(" ", 0, found.start() + 1)
                    yield Match(pattern, first, hay.count(" ", 0, found.end() - 1))


def _phrases(file: LexiconFile, book: Phrasebook) -> Iterator[tuple[Phrase | str, Meaning]]:
    for entry in file.entry:
        for written in entry.phrases:
            yield book.phrase(written), entry
            if entry.concern in GLUED_TOO:
                yield from ((word, entry) for word in glued(written))
    for idiom in file.idiom:
        for written in idiom.phrases:
            yield book.phrase(written), None


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


def _as_meant(rule: Rule, reading: Reading, start: int, end: int, check: str) -> Finding:
    finding = Finding(rule.concern, rule.severity, start, end, rule.reason, check)
    if reading is Reading.LONG_AGO:
        lower = max(Severity.LOW, min(finding.severity - 1, Severity.MODERATE))
        return replace(
            finding, severity=Severity(lower), reason=f"{finding.reason} It seems long ago."
        )
    if reading is Reading.OF_ANOTHER:
        reason = "Worried about somebody else, who may be in danger."
        return replace(finding, concern=Concern.THIRD_PARTY, reason=reason)
    if reading is Reading.OF_THE_LISTENER:
        return replace(finding, severity=Severity.LOW, reason="Speaks of such thoughts in general.")
    return finding
