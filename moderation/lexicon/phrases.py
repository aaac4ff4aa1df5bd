"""One written phrase as what may stand in each of its places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from math import prod
from typing import Final

from moderation.lexicon.vocabulary import Vocabulary

SLOT: Final = re.compile(r"(?:\([^()]*\)|[^()\s])+")
CHOICE: Final = re.compile(r"\(([^()]*)\)")
MOST: Final = 2_000
"""So many choices may one place hold; more is a mistake in the file."""
KEYS: Final = 24
"""A phrase is looked for by at most so many strings; the rest of it is read round the place."""

Slot = tuple[str, ...]  # the longest first


class BadPhrase(ValueError):
    """Says in one sentence what to do about the phrase."""


@dataclass(frozen=True, slots=True)
class Place:
    """What may stand at one place, and of how many words: the most first, 0 for nothing."""

    ways: frozenset[str]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Looked for by its `keys`; before them stand the `left` places and after them the `right`.

    `before` and `after` are the words of which one must stand next to the key, or None.
    """

    keys: Slot
    left: tuple[Place, ...] = ()  # the nearest first
    right: tuple[Place, ...] = ()
    before: frozenset[str] | None = None
    after: frozenset[str] | None = None

    def span(self, words: Sequence[str], first: int, after: int) -> tuple[int, int] | None:
        """From the phrase's first word to the one after it, whose key is `first` to `after`."""
        if self.before is not None and (not first or words[first - 1] not in self.before):
            return None
        if self.after is not None and (after >= len(words) or words[after] not in self.after):
            return None
        start, stop = _back(words, first, self.left), _on(words, after, self.right)
        return None if start is None or stop is None else (start, stop)


def _on(words: Sequence[str], at: int, places: tuple[Place, ...]) -> int | None:
    if not places:
        return at
    for length in places[0].lengths:
        there = at + length
        if not length or " ".join(words[at:there]) in places[0].ways:
            stop = _on(words, there, places[1:])
            if stop is not None and stop <= len(words):
                return stop
    return None


def _back(words: Sequence[str], at: int, places: tuple[Place, ...]) -> int | None:
    if not places:
        return at
    for length in places[0].lengths:
        there = at - length
        if not length or (there >= 0 and " ".join(words[there:at]) in places[0].ways):
            start = _back(words, there, places[1:])
            if start is not None:
                return start
    return None


def choices(written: str) -> Iterator[str]:
    """Everything that `(a|b|)` stands for, as it is written. Brackets do not nest."""
    parts = CHOICE.split(written)
    options = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    if prod(map(len, options)) > MOST:
        raise BadPhrase(f"more than {MOST} variants in one place; split the phrase.")
    return map("".join, product(*options))


class Phrasebook:
    """Reads the phrases of one lexicon; what recurs is read once."""

    def __init__(self, vocabulary: Vocabulary, read: Mapping[str, Phrase] | None = None) -> None:
        self.vocabulary = vocabulary
        self.read = dict(read or {})
        self._ways = cache(partial(_ways, vocabulary))

    def phrase(self, written: str) -> Phrase:
        """Raises BadPhrase."""
        if written not in self.read:
            self.read[written] = _phrase([self._slot(slot) for slot in _slots(written)])
        return self.read[written]

    def _slot(self, written: str) -> Slot:
        ways = {way for choice in choices(written) for way in self._ways(choice)}
        return tuple(sorted(ways, key=len, reverse=True))


def _ways(vocabulary: Vocabulary, written: str) -> tuple[str, ...]:
    plain = vocabulary.without_fillers(written)
    if written.strip() and not plain:
        raise BadPhrase(f"'{written.strip()}' is a filler and stands for nothing; leave it out.")
    return tuple(vocabulary.ways(plain))


def _phrase(slots: Sequence[Slot]) -> Phrase:
    if not any("" not in slot for slot in slots):
        raise BadPhrase("nothing is left of this phrase but fillers; write words.")
    first, last = _anchor(slots)
    keys = {" ".join(filter(None, way)) for way in product(*slots[first:last])}
    left, right = slots[:first][::-1], slots[last:]
    return Phrase(
        keys=tuple(sorted(keys)),
        left=tuple(map(_place, left)),
        right=tuple(map(_place, right)),
        before=_next_to(left, -1),
        after=_next_to(right, 0),
    )


def _next_to(slots: Sequence[Slot], side: int) -> frozenset[str] | None:
    """The nearest words of the nearest places, as far as nothing may stand there."""
    words: set[str] = set()
    for slot in slots:
        words.update(way.split()[side] for way in slot if way)
        if "" not in slot:
            return frozenset(words)
    return None


def _slots(written: str) -> list[str]:
    if CHOICE.sub("", written).count("(") or CHOICE.sub("", written).count(")"):
        raise BadPhrase("a bracket is not closed or is inside another; write (one|two).")
    return SLOT.findall(written)


def _anchor(slots: Sequence[Slot]) -> tuple[int, int]:
    """The run of places with few enough ways whose shortest way is longest."""
    runs = [
        (sum(len(slot[-1]) for slot in slots[a:b]), a - b, a, b)
        for a in range(len(slots))
        for b in range(a + 1, len(slots) + 1)
        if prod(map(len, slots[a:b])) <= KEYS and any("" not in slot for slot in slots[a:b])
    ]
    if not runs:
        fewest = min((len(slot), at) for at, slot in enumerate(slots) if "" not in slot)[1]
        return fewest, fewest + 1
    return max(runs)[2:]


@cache
def _place(slot: Slot) -> Place:
    lengths = {way.count(" ") + 1 if way else 0 for way in slot}
    return Place(frozenset(slot), tuple(sorted(lengths, reverse=True)))
