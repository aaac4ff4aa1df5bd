"""A lexicon's file with all that takes long to work out of it."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from moderation.lexicon.file import LexiconFile
from moderation.lexicon.matcher import glued
from moderation.lexicon.phrases import Phrase, Phrasebook
from moderation.lexicon.vocabulary import Vocabulary
from moderation.verdict import Concern

GLUED_TOO: Final = (Concern.SUICIDE, Concern.SELF_HARM)


class Prepared(Struct, frozen=True):
    """`phrases` and `glued` are by the phrase as it is written; `known` is all that is said."""

    file: LexiconFile
    vocabulary: Vocabulary
    phrases: Mapping[str, Phrase]
    glued: Mapping[str, tuple[str, ...]]
    known: frozenset[str]


def prepared(file: LexiconFile, book: Phrasebook) -> Prepared:
    """`book` has read the phrases of the file."""
    return Prepared(
        file, book.vocabulary, book.read, dict(_glued(file)), file.words(book.vocabulary)
    )


def _glued(file: LexiconFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in file.entry:
        if entry.concern in GLUED_TOO:
            yield from ((written, tuple(glued(written))) for written in entry.phrases)
