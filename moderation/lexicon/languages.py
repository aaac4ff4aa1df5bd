"""All languages at once: people change between them, so every lexicon reads every message."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from config.files import BadConfig, gather, read_toml
from moderation.lexicon.contexts import Reading
from moderation.lexicon.kept import Kept
from moderation.lexicon.lexicon import NOTHING_KEPT, Lexicon
from moderation.reading.normalise import Normalised
from moderation.verdict import Finding

FOLDER: Final = "lexicons"
HOME: Final = "en"
"""Always read in full: hashtags inside longer words are looked for in this language alone."""

T = TypeVar("T")
Heard = tuple[Finding, Reading]


class Lexicons:
    """Answers as one lexicon does. Raises nothing once it is built."""

    def __init__(self, each: Sequence[Lexicon]) -> None:
        self.each = tuple(each)
        self._home = tuple(one for one in each if one.language == HOME or one.always)
        elsewhere = _all(one.known for one in self._home)
        others = (one for one in each if one not in self._home)
        self._others = tuple((one, one.openings(elsewhere)) for one in others)
        self._openings = _all(openings for _, openings in self._others)

    @classmethod
    def read(
        cls, folder: Path, instead: Path | None = None, kept: Kept = NOTHING_KEPT
    ) -> "Lexicons":
        """Every file of the folder; `instead` takes the place of the one of its language.

        Raises BadConfig, which names every wrong line of every file.
        """
        paths = sorted(folder.glob("*.toml"))
        if not paths:
            raise BadConfig([f"{folder}:1: holds no lexicon; put at least {HOME}.toml there."])
        with _uncollected():
            tried = (Lexicon.read(instead),) if instead else ()
            named = {one.language for one in tried}
            rest = gather(*(lambda path=path: Lexicon.read(path, kept) for path in paths))
            return cls([*tried, *(one for one in rest if one.language not in named)])

    def find(self, text: Normalised, check: str) -> Iterator[Heard]:
        """What every language finds, without what a language that fits better excuses."""
        others = self._spoken(text)
        if not others:
            for one in self._home:
                yield from one.find(text, check)
            return
        yield from _agreed(text, (*self._home, *others), check)

    def excused(self, text: Normalised) -> frozenset[int]:
        """Which words say nothing about the speaker now, in any of the languages."""
        return _all(one.excused(text) for one in (*self._home, *self._spoken(text)))

    def _spoken(self, text: Normalised) -> Sequence[Lexicon]:
        """The languages of which there is a word that could begin to mean something."""
        if text.folded.isascii() and self._openings.isdisjoint(text.words):
            return ()
        return [
            one
            for one, openings in self._others
            if not openings.isdisjoint(one.vocabulary.written(text))
        ]


@contextmanager
def _uncollected() -> Iterator[None]:
    """So many lasting things are made at once that looking for rubbish took a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def unsigned_lexicons(config_dir: Path) -> Iterator[str]:
    """What the doctor says of the languages that nobody has signed, once all could be read."""
    for path in sorted((config_dir / FOLDER).glob("*.toml")):
        if not read_toml(path).data.get("signed_off"):
            yield f"{FOLDER}/{path.name}: not yet reviewed by a native-speaking clinician"


def _all(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset[T]().union(*sets)


def _agreed(text: Normalised, languages: Sequence[Lexicon], check: str) -> Iterator[Heard]:
    """Spanish and Portuguese share words; the one that knows more of the message is right."""
    told: set[Finding] = set()
    excuses = [(one, one.familiar(text), one.excused(text)) for one in languages]
    for one, knows, _ in excuses:
        better = [silent for o, more, silent in excuses if o is not one and more > knows and silent]
        for finding, reading in one.find(text, check):
            if finding not in told and not _within(text, finding, better):
                told.add(finding)
                yield finding, reading


def _within(text: Normalised, finding: Finding, excused: Sequence[frozenset[int]]) -> bool:
    places = enumerate(text.places()) if excused else ()
    words = {at for at, (start, end) in places if start < finding.end and end > finding.start}
    return any(words <= silent for silent in excused)
