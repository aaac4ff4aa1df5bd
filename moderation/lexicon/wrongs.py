"""A lexicon's file read, and all that is wrong with it said at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import re2

from config.files import load_toml
from config.lines import Place
from config.shapes import Wrong
from moderation.lexicon.file import Entry, LexiconFile, Pattern, Phrased, Texts
from moderation.lexicon.phrases import BadPhrase, Phrasebook
from moderation.lexicon.prepared import Prepared, prepared
from moderation.verdict import Concern


def read_lexicon(path: Path) -> Prepared:
    """Raises BadConfig, which names every wrong line."""
    books: list[Phrasebook] = []

    def wrongs(file: LexiconFile) -> Iterator[Wrong]:
        books.append(Phrasebook(file.vocabulary()))
        return _wrongs(file, books[-1])

    return prepared(load_toml(path, LexiconFile, wrongs), books[-1])


def _wrongs(file: LexiconFile, book: Phrasebook) -> Iterator[Wrong]:
    blocks: dict[str, tuple[Phrased, ...]] = {
        "entry": file.entry,
        "idiom": file.idiom,
        "question": file.question,
    }
    yield from _bad_letters(file.letters)
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


def _bad_letters(letters: Mapping[str, str]) -> Iterator[Wrong]:
    for letter in letters:
        if len(letter) != 1 or letter.isascii():
            yield Wrong(("letters", letter), "write one letter here that is none of a to z.")


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
            yield Wrong(("pattern", at, "expression"), f"RE2 cannot read this: {_said(error)}.")


def _quiet() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


def _said(error: Exception) -> str:
    said = error.args[0]
    return said.decode() if isinstance(said, bytes) else str(said)
