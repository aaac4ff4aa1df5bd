"""The shape of config/lexicons/<language>.toml, and what can be wrong with one."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import re2
from msgspec import Meta, Struct

from config.files import load_toml
from config.lines import Place
from config.shapes import Wrong
from moderation.phrases import BadPhrase, Phrasebook
from moderation.verdict import Concern, Severity
from moderation.vocabulary import Vocabulary

WORD: Final = re.compile(r"[^\W\d_]+")

Text = Annotated[str, Meta(min_length=1)]
Texts = tuple[Text, ...]


class Context(StrEnum):
    """What round a phrase changes what it means."""

    NEGATION = "negation"  # denied: nothing is found
    PAST = "past"  # long ago: one rung lower, never nothing
    PERSON = "person"  # said of somebody else (a worry about them), or asked of the listener
    QUOTATION = "quotation"  # a title of a song, film, book
    REPORTED = "reported"  # words that were said to the speaker


ABOUT_ONESELF: Final = (Context.NEGATION, Context.PAST, Context.PERSON, Context.QUOTATION)


class Origin(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where it comes from and who vouches for it: for the people who review this file."""

    source: Text
    reviewed: date
    note: str = ""


class Phrased(Origin, frozen=True, forbid_unknown_fields=True, kw_only=True):
    phrases: Texts


class Entry(Phrased, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Phrases that mean the same. `reason` is shown to people."""

    concern: Concern
    severity: Severity
    reason: Text
    heeds: tuple[Context, ...] = ABOUT_ONESELF


class Pattern(Origin, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An operator's own RE2 expression; it reads the normalised words."""

    concern: Concern
    severity: Severity
    reason: Text
    expression: Text
    heeds: tuple[Context, ...] = ABOUT_ONESELF


class Idiom(Phrased, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Turns of phrase inside which nothing is found."""


class Question(Phrased, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a helper asks, and what an answer of that kind then discloses."""

    concern: Concern
    severity: Severity
    reason: Text
    answer: str


class Cues(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words round a phrase that change it. What is not known here changes nothing."""

    breaks: Texts  # begin a new thought, as a full stop does
    negations: Texts
    not_negations: Texts  # look like negations and are none
    bridges: Texts  # may stand between a cue and the phrase
    first: Texts
    second: Texts
    third: Texts
    past: Texts
    not_past: Texts
    titles: Texts
    reported: Texts


class LexiconFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    language: Text
    fillers: tuple[str, ...] = ()  # words that change nothing wherever they stand
    spellings: Mapping[str, Texts] = {}
    cues: Cues
    answers: Mapping[str, Texts] = {}
    entry: tuple[Entry, ...]
    pattern: tuple[Pattern, ...] = ()
    idiom: tuple[Idiom, ...] = ()
    question: tuple[Question, ...] = ()

    def vocabulary(self) -> Vocabulary:
        blocks: tuple[Phrased, ...] = (*self.entry, *self.idiom, *self.question)
        written = " ".join(phrase for block in blocks for phrase in block.phrases)
        words = WORD.findall(written.lower().replace("'", ""))
        return Vocabulary.of(self.spellings, self.fillers).knowing(words)


def read_lexicon(path: Path) -> tuple[LexiconFile, Phrasebook]:
    """Raises BadConfig, which names every wrong line."""
    books: list[Phrasebook] = []

    def wrongs(file: LexiconFile) -> Iterator[Wrong]:
        books.append(Phrasebook(file.vocabulary()))
        return _wrongs(file, books[-1])

    return load_toml(path, LexiconFile, wrongs), books[-1]


def _wrongs(file: LexiconFile, book: Phrasebook) -> Iterator[Wrong]:
    blocks: dict[str, tuple[Phrased, ...]] = {
        "entry": file.entry,
        "idiom": file.idiom,
        "question": file.question,
    }
    for name, all_of_it in blocks.items():
        for at, block in enumerate(all_of_it):
            yield from _bad_phrases(book, (name, at, "phrases"), block.phrases)
    yield from _repeated(file.entry)
    yield from _bad_patterns(file.pattern)
    yield from _unanswered(file)


def _unanswered(file: LexiconFile) -> Iterator[Wrong]:
    for at, question in enumerate(file.question):
        if question.answer not in file.answers:
            yield Wrong(
                ("question", at, "answer"),
                f"no answers are called '{question.answer}'; known: {', '.join(file.answers)}.",
            )


def _bad_phrases(book: Phrasebook, place: Place, phrases: Texts) -> Iterator[Wrong]:
    for at, written in enumerate(phrases):
        try:
            book.phrase(written)
        except BadPhrase as bad:
            yield Wrong((*place, at), str(bad))


def _repeated(entries: tuple[Entry, ...]) -> Iterator[Wrong]:
    """The same phrase for one concern at two severities: one of them is a mistake."""
    seen: dict[tuple[Concern, str], int] = {}
    for number, entry in enumerate(entries):
        for at, written in enumerate(entry.phrases):
            if (first := seen.setdefault((entry.concern, written), number)) != number:
                yield Wrong(
                    ("entry", number, "phrases", at),
                    f"this phrase is in entry {first + 1} too; keep one of them.",
                )


def _bad_patterns(patterns: tuple[Pattern, ...]) -> Iterator[Wrong]:
    for at, pattern in enumerate(patterns):
        try:
            re2.compile(pattern.expression, _quiet())
        except re2.error as error:
            yield Wrong(("pattern", at, "expression"), f"RE2 cannot read this: {_words(error)}.")


def _quiet() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


def _words(error: Exception) -> str:
    said = error.args[0]
    return said.decode() if isinstance(said, bytes) else str(said)
