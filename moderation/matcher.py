"""Many phrases looked for at once: Aho-Corasick for their keys, then the words round each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from moderation.phrases import BadPhrase, Phrase, choices
from moderation.vocabulary import Tokens, Vocabulary

T = TypeVar("T")

GLUED = 8
"""A phrase of so many letters is found without its spaces too: #iwanttodie."""
WRITTEN_TOGETHER = (("want to", "wanna"), ("going to", "gonna"))


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
        keys: dict[str, list[tuple[Phrase | None, T]]] = {}
        for phrase, meaning in phrases:
            if isinstance(phrase, str):
                keys.setdefault(phrase, []).append((None, meaning))
                continue
            for key in phrase.keys:
                keys.setdefault(f" {key} ", []).append((phrase, meaning))
        self._automaton = _automaton(keys)

    def find(self, tokens: Tokens) -> Iterator[Match[T]]:
        fillers = self._fillers
        kept = [at for at, word in enumerate(tokens.words) if word not in fillers]
        hay = f" {' '.join([tokens.words[at] for at in kept])} "
        yah = ""
        for end, (length, found) in self._automaton.iter(hay):
            yah = yah or hay[::-1]
            for phrase, meaning in found:
                span = _span(phrase, hay, yah, end - length + 1, end + 1)
                if span:
                    first = hay.count(" ", 0, span[0] + 1) - 1
                    last = hay.count(" ", 0, span[1] - 1) - 1
                    yield Match(meaning, kept[first], kept[last])


def _automaton(keys: dict[str, list[tuple[Phrase | None, T]]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for key, found in keys.items():
        automaton.add_word(key, (len(key), tuple(found)))
    automaton.make_automaton()
    return automaton


def _span(
    phrase: Phrase | None, hay: str, yah: str, start: int, end: int
) -> tuple[int, int] | None:
    """From the space before the whole phrase to the space after it, if it is all there."""
    if phrase is None:
        return start, end + 1
    if phrase.left is not None:
        left = phrase.left.match(yah, len(hay) - start - 1)
        if left is None:
            return None
        start = len(hay) - left.end() - 1
    if phrase.right is not None:
        right = phrase.right.match(hay, end)
        if right is None:
            return None
        end = right.end()
    return start, end


def glued(written: str) -> Iterator[str]:
    """The phrase as one long word, where it is long enough not to be part of another."""
    try:
        ways = [" ".join(way.split()) for way in choices(written)]
    except BadPhrase:  # too many ways to glue; it is still found with its spaces
        return
    for way in ways if len(ways) <= GLUED * GLUED else []:
        for usual, together in (("", ""), *WRITTEN_TOGETHER):
            word = "".join(c for c in way.replace(usual, together) if c.isalnum())
            if " " in way and len(word) >= GLUED:
                yield word
