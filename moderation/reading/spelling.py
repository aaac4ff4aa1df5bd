"""Words that are none: one typing error away from a word of danger, or several words joined."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from moderation.reading.joined import Joined

WORDS: Final = Path(__file__).parent / "words.txt"

SHORTEST, LONGEST = 4, 16
"""A word of fewer letters has too many neighbours to be put right (one letter less may be missing,
no more); one of more letters is none."""
LONGEST_PART: Final = 13
SHORTEST_JOINED, LONG, LONGEST_JOINED = 6, 10, 400
DOUBLED: Final = re.compile(r"(.)\1+")

LEFT_OUT: Final = 0.3
EVEN: Final = 60
FREQUENT: Final = 300
SLANG: Final = frozenset({"id", "im", "ur", "od", "bf", "gf", "oh"})
VOWELS: Final = frozenset("aeiou")

Near = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spelling:
    """`known` words are never touched; the others are compared with `targets` and `parts`."""

    known: frozenset[str] = field(repr=False)
    targets: frozenset[str] = field(repr=False)
    parts: frozenset[str] = field(repr=False)
    common: frozenset[str] = field(repr=False)
    _rank: Mapping[str, int] = field(repr=False)
    _near: Near = field(repr=False)  # by the word without one of its letters
    _thin: Mapping[str, str] = field(repr=False)  # by the word without doubled letters
    _joined: Joined = field(default=Joined({}), repr=False)

    @classmethod
    def of(
        cls,
        targets: Iterable[str],
        parts: Iterable[str],
        common: Iterable[str] = (),
        others: Iterable[str] = (),
    ) -> "Spelling":
        """Of two targets that a word may mean the one that stands first is likelier."""
        wanted = tuple(targets)
        thin = {DOUBLED.sub(r"\1", w): w for w in reversed(wanted) if DOUBLED.search(w)}
        thin |= {word: word for word in wanted}
        rank = {word: at for at, word in enumerate(wanted)}
        joined = frozenset(parts).union(wanted)
        often = joined.union(common)
        known = often.union(others)
        return cls(known, frozenset(wanted), joined, often, rank, _near(wanted), thin)

    @classmethod
    def read(cls, path: Path = WORDS) -> "Spelling":
        """Four paragraphs, as `of` takes them."""
        lines = path.read_text("ascii").splitlines()
        body = "\n".join(line for line in lines if not line.startswith("#"))
        read = cls.of(*(paragraph.split() for paragraph in body.split("\n\n")))
        return replace(read, _joined=Joined.read(read.common))

    def meant(self, word: str) -> str:
        """The word, or the words with spaces between, that an unknown word stands for."""
        if word in self.known or not (word.isascii() and word.isalpha()):
            return word
        return self.corrected(word) or self.parted(word) or word

    def thick(self, word: str) -> str | None:
        """The target that it is but for doubled letters."""
        return self._thin.get(DOUBLED.sub(r"\1", word) if DOUBLED.search(word) else word)

    def corrected(self, word: str) -> str | None:
        """The target from which one letter was lost, added, changed or moved."""
        if thick := self.thick(word):
            return thick
        if not SHORTEST - 1 <= len(word) <= LONGEST:
            return None
        return min(self._neighbours(word), key=partial(self._unlikely, word), default=None)

    def _unlikely(self, word: str, target: str) -> float:
        """A letter is left out more often than another is typed for it."""
        return (self._rank[target] + EVEN) * (LEFT_OUT if len(target) > len(word) else 1.0)

    def _neighbours(self, word: str) -> Iterator[str]:
        near = self._near
        if target := near.get(word):
            yield target
        if len(word) < SHORTEST:
            return
        for at in range(1 - (word[0] in VOWELS), len(word)):
            target = near.get(word[:at] + word[at + 1 :])
            if target and (len(target) < len(word) or _one_apart(word, target)):
                yield target

    def parted(self, word: str) -> str | None:
        """The fewest parts that make it up; a long one may be made of any known words."""
        if len(word) < SHORTEST_JOINED:
            return None
        if way := self._joined.parted(word):
            return " ".join(self.meant(part) for part in way.split())
        way = self._parted(word, self.parts)
        return self._parted(word, self.common) if way is None and len(word) >= LONG else way

    def spaced(self, word: str) -> str | None:
        """The same for letters that stood apart: there any known words may follow each other."""
        if len(word) < SHORTEST_JOINED and word[0] != "i":  # U.S.A.
            return None
        return self._parted(word, self.parts) or self._parted(word, self.common)

    def _parted(self, word: str, parts: Collection[str]) -> str | None:
        if len(word) > LONGEST_JOINED:
            return None
        least, begins = [0, *[4 * len(word)] * len(word)], [-1] * (len(word) + 1)
        for start in range(len(word)):
            if start and begins[start] < 0:
                continue
            for end in range(start + 1, min(start + LONGEST_PART, len(word)) + 1):
                piece = word[start:end]
                if piece in (self.parts if len(piece) < SHORTEST - 1 else parts):
                    cost = least[start] + self._cost(piece)
                    if cost <= least[end]:
                        least[end], begins[end] = cost, start
        return " ".join(_pieces(word, begins)) if begins[-1] >= 0 else None

    def _cost(self, part: str) -> int:
        """Fewer and more frequent parts are likelier; single letters are the least likely."""
        if len(part) == 2:
            return 3 if part in SLANG else 2
        if len(part) == 1:
            return 4
        rank = self._rank.get(part)
        return 2 if rank is not None and rank < FREQUENT else 3 if part in self.parts else 4


def _pieces(word: str, begins: Sequence[int]) -> list[str]:
    """Read from the end: each place says where the piece that ends there begins."""
    found: list[str] = []
    end = len(word)
    while end > 0:
        found.append(word[begins[end] : end])
        end = begins[end]
    return found[::-1]


def _near(targets: Iterable[str]) -> Near:
    """By what is left without one letter. A first letter is never wrong but for a vowel."""
    near: dict[str, str] = {}
    for word in targets:
        if len(word) >= SHORTEST:
            near.setdefault(word, word)
            for at in range(1 - (word[0] in VOWELS), len(word)):
                near.setdefault(word[:at] + word[at + 1 :], word)
    return near


def _one_apart(word: str, target: str) -> bool:
    """Of two words of one length: one letter differs, or two neighbours have changed places."""
    places = [at for at, (a, b) in enumerate(zip(word, target, strict=True)) if a != b]
    if len(places) == 1:
        return True
    first, last = places[0], places[-1]
    return last == first + 1 and word[first] == target[last] and word[last] == target[first]
