"""A house's own phrases, beside the lexicons: they add findings and take none away.

They are read apart from the lexicons that come with the service. Among those a longer phrase
covers a shorter one, and what is denied or a turn of phrase silences the models too: in one book
with ours, a phrase of one's own could switch a rule of ours off.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from moderation.lexicon.contexts import Reading
from moderation.lexicon.file import Entry
from moderation.lexicon.languages import Lexicons
from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.phrases import CHOICE, BadPhrase, Phrasebook
from moderation.lexicon.prepared import prepared
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import normalise
from moderation.verdict import Finding

NAME = "own phrases"
MAY_BE_LEFT_OUT = 6
"""Every further one may double what a text takes that was made for it."""

Own = tuple[str, Entry]
"""The language as whose it is read, and the phrase."""


@dataclass(frozen=True, slots=True)
class OwnPhrases:
    """One language's own phrases, compiled with the cues and spellings of its lexicon."""

    each: tuple[Lexicon, ...] = ()

    @classmethod
    def of(cls, lexicons: Lexicons, own: Iterable[Own]) -> "OwnPhrases":
        """Raises BadPhrase. One call for a phrase says whether it is in order."""
        by: dict[str, list[Entry]] = {}
        for language, entry in own:
            by.setdefault(language, []).append(entry)
        return cls(tuple(_lexicon(lexicons, name, entries) for name, entries in by.items()))

    def find(self, passage: Passage) -> Iterator[Finding]:
        text = normalise(passage.text) if self.each else None
        for lexicon in self.each:
            assert text is not None
            for finding, reading in lexicon.find(text, NAME):
                if passage.speaker is Speaker.VISITOR or reading is not Reading.OF_THE_LISTENER:
                    yield finding


@dataclass(slots=True)
class OwnCheck:
    """The check of a screen: what it looks for may change while it stands there."""

    now: OwnPhrases = field(default_factory=OwnPhrases)

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        return self.now.find(passage)


def in_order(lexicons: Lexicons, own: Sequence[Own]) -> tuple[list[Own], dict[int, str]]:
    """Those that can be read, and why each of the others can't, by its place."""
    bad: dict[int, str] = {}
    for at, one in enumerate(own):
        if why := wrong(lexicons, one):
            bad[at] = why
    return [one for at, one in enumerate(own) if at not in bad], bad


def wrong(lexicons: Lexicons, own: Own) -> str:
    """What is wrong with it, in one sentence; empty where nothing is."""
    _, entry = own
    if any(_left_out(written) > MAY_BE_LEFT_OUT for written in entry.phrases):
        return f"at most {MAY_BE_LEFT_OUT} words may be left out, such as (this|)."
    try:
        OwnPhrases.of(lexicons, [own])
    except BadPhrase as bad:
        return str(bad)
    return ""


def _left_out(written: str) -> int:
    return sum("" in choice.strip("()").split("|") for choice in CHOICE.findall(written))


def _lexicon(lexicons: Lexicons, language: str, entries: Sequence[Entry]) -> Lexicon:
    base = next((one.file for one in lexicons.each if one.language == language), None)
    if base is None:
        raise BadPhrase(f"there is no lexicon of the language '{language}'.")
    alone = structs.replace(base, entry=tuple(entries), idiom=(), question=(), pattern=())
    book = Phrasebook(alone.vocabulary())
    for entry in entries:
        for written in entry.phrases:
            book.phrase(written)
    return Lexicon(prepared(alone, book))
