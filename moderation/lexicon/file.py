"""The shape of config/lexicons/<language>.toml."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct, structs

from moderation.lexicon.vocabulary import Vocabulary
from moderation.verdict import Concern, Severity

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
    """Phrases that mean the same. `reason` is shown to people.

    `soon`: beside a word that says so (Cues.soon) it is as grave as the ladder knows.
    """

    concern: Concern
    severity: Severity
    reason: Text
    soon: bool = False
    heeds: tuple[Context, ...] = ABOUT_ONESELF


class Pattern(Origin, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An operator's own RE2 expression; it reads the normalised words."""

    concern: Concern
    severity: Severity
    reason: Text
    soon: bool = False
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
    not_past_beside: Texts = ()  # the same, but only in the phrase's own part of the sentence
    titles: Texts
    reported: Texts
    soon: Texts = ()  # within a day or two: the ladder's highest rung (config/ladder.toml)


class LexiconFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    language: Text
    fillers: tuple[str, ...] = ()  # words that change nothing wherever they stand
    spellings: Mapping[str, Texts] = {}
    letters: Mapping[Text, str] = {}  # read as another; none of them in ASCII
    doubled: bool = True  # "kil", which is left of "killlll", is read as "kill"
    prefixes: Texts = ()  # words that are written together with the one after them
    signed_off: bool = False  # by a clinician who speaks the language from childhood
    signed_by: str = ""
    cues: Cues
    answers: Mapping[str, Texts] = {}
    entry: tuple[Entry, ...]
    pattern: tuple[Pattern, ...] = ()
    idiom: tuple[Idiom, ...] = ()
    question: tuple[Question, ...] = ()

    def vocabulary(self) -> Vocabulary:
        words = _words(" ".join(phrase for block in self._blocks() for phrase in block.phrases))
        bare = Vocabulary.of(self.spellings, self.fillers, self.letters)
        known = bare.knowing(words) if self.doubled else bare
        return known.joining(words, self.prefixes) if self.prefixes else known

    def words(self, vocabulary: Vocabulary) -> frozenset[str]:
        """All that the file says, in its phrases and in its cues."""
        phrases = (phrase for block in self._blocks() for phrase in block.phrases)
        cues = (cue for cues in structs.astuple(self.cues) for cue in cues)
        known = (vocabulary.plain(word) for word in _words(" ".join((*phrases, *cues))))
        return frozenset(known).union(vocabulary.usual)

    def _blocks(self) -> tuple[Phrased, ...]:
        return (*self.entry, *self.idiom, *self.question)


def _words(written: str) -> frozenset[str]:
    return frozenset(WORD.findall(written.lower().replace("'", "")))
