"""Many phrases looked for at once: Aho-Corasick for their keys, then the words round each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import ahocorasick

from moderation.lexicon.phrases import BadPhrase, Phrase, choices
from moderation.lexicon.vocabulary import Tokens, Vocabulary

T = TypeVar("T")

GLUED: Final = 8
"""A phrase of so many letters is found without its spaces too: #iwanttodie."""
MOST_GLUED: Final = 32
"""A phrase that can be said in more ways is not worth the memory of all of them glued."""
LONG: Final = re.compile(rf".{{{GLUED},}}")
NOT_LETTERS: Final = re.compile(r"[\W_]+")
WRITTEN_TOGETHER: Final = (("want to", "wanna"), ("going to", "gonna"))


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Words `first` to `last` (inclusive) of the tokens hold a phrase of `meaning`."""

    meaning: T
    first: int
    last: int


class Matcher(Generic[T]):
    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[tuple[Phrase | str, T]]) -> None:
        """A phrase that is only a string is looked for inside words as well."""
        self._fillers = vocabulary.fillers
        keys: dict[str, tuple[tuple[Phrase | None, T], ...]] = {}
        for phrase, meaning in phrases:
            if isinstance(phrase, str):
                keys[phrase] = (*keys.get(phrase, ()), (None, meaning))
                continue
            said = ((phrase, meaning),)
            for key in phrase.keys:
                padded = f" {key} "
                keys[padded] = keys[padded] + said if padded in keys else said
        self._automaton = _automaton(keys)

    def find(self, tokens: Tokens) -> Iterator[Match[T]]:
        kept, words = self._without_fillers(tokens)
        hay = f" {' '.join(words)} "
        for end, (length, found) in self._automaton.iter(hay):
            first = hay.count(" ", 0, end - length + 2) - 1
            after = hay.count(" ", 0, end)
            for phrase, meaning in found:
                span = phrase.span(words, first, after) if phrase else (first, after)
                if span:
                    yield Match(meaning, kept[span[0]], kept[span[1] - 1])

    def _without_fillers(self, tokens: Tokens) -> tuple[Sequence[int], Sequence[str]]:
        """The places of the words that are no fillers, and those words."""
        fillers, words = self._fillers, tokens.words
        if fillers.isdisjoint(words):
            return range(len(words)), words
        kept = [at for at, word in enumerate(words) if word not in fillers]
        return kept, [words[at] for at in kept]


def _automaton(keys: dict[str, tuple[tuple[Phrase | None, T], ...]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for key, found in keys.items():
        automaton.add_word(key, (len(key), found))
    automaton.make_automaton()
    return automaton


def glued(written: str) -> Iterator[str]:
    """The phrase as one long word, where it is long enough not to be part of another."""
    try:
        ways = list(choices(written))
    except BadPhrase:  # too many ways to glue; it is still found with its spaces
        return
    for way in ways if len(ways) <= MOST_GLUED else []:
        if " " in way.strip():
            yield from filter(LONG.fullmatch, map(_together, _shortened(way)))


def _shortened(way: str) -> Iterator[str]:
    yield way
    for usual, together in WRITTEN_TOGETHER:
        if usual in way:
            yield way.replace(usual, together)


def _together(way: str) -> str:
    return NOT_LETTERS.sub("", way)
