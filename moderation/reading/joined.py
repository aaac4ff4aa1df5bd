"""Long words that are several words joined: parted as people would read them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log
from pathlib import Path
from typing import Final

OFTEN: Final = Path(__file__).parent / "often.txt"

SHORTEST, LONG, LONGEST = 7, 10, 400
"""Letters: a shorter word is as likely a name; of what is not long every part must be a word."""
LONGEST_PART: Final = 14
STRANGE, STRANGE_LETTER = 12.0, 2.0
"""What a part that is no word costs, and each letter of it: more than a rare word."""
MOST_STRANGE: Final = 0.4
"""Of the letters; else it is a long word that nobody knows."""
ALONE: Final = frozenset("aiunw")
"""Letters that are words."""

Way = tuple[float, int, bool]  # what it costs to here, where its last part begins, if it is a word


@dataclass(frozen=True, slots=True)
class Joined:
    """The rarer a word the more it costs (by its rank: Zipf's law); the cheapest parts count."""

    costs: Mapping[str, float] = field(repr=False)

    @classmethod
    def of(cls, often: Sequence[str]) -> "Joined":
        """The most frequent first."""
        usual = log(max(len(often), 2))
        return cls({word: log((rank + 1) * usual) for rank, word in enumerate(often, 1)})

    @classmethod
    def read(cls, others: Collection[str], path: Path = OFTEN) -> "Joined":
        """`others` are words that are rarer than those of the file."""
        lines = path.read_text("ascii").splitlines()
        often = [w for line in lines if not line.startswith("#") for w in line.split()]
        return cls.of([*often, *sorted(set(others).difference(often))])

    def parted(self, word: str) -> str | None:
        """None where it is likelier one word, or too much of it is strange."""
        if not SHORTEST <= len(word) <= LONGEST:
            return None
        ways = self._ways(word)
        if ways[-1][0] == inf:
            return None
        parts = list(_parts(word, ways))
        strange = sum(len(part) for part, known in parts if not known)
        words = sum(known for _, known in parts)
        most = MOST_STRANGE * len(word) if len(word) >= LONG else 0
        if len(parts) == 1 or words < len(parts) / 2 or strange > most:
            return None
        return " ".join(part for part, _ in parts)

    def _ways(self, word: str) -> list[Way]:
        """For each place the cheapest way to it. Where all parts must be words few are tried."""
        strange = len(word) >= LONG
        ways: list[Way] = [(0.0, -1, True), *[(inf, -1, False)] * len(word)]
        for start in range(len(word)):
            before = ways[start][0]
            if before == inf:
                continue
            for end in range(start + 1, min(start + LONGEST_PART, len(word)) + 1):
                cost = self.costs.get(word[start:end])
                known = cost is not None and (end - start > 1 or word[start] in ALONE)
                if not known:
                    cost = STRANGE + STRANGE_LETTER * (end - start) if strange else inf
                if cost is not None and before + cost < ways[end][0]:
                    ways[end] = before + cost, start, known
        return ways


def _parts(word: str, ways: Sequence[Way]) -> Iterable[tuple[str, bool]]:
    return reversed(list(_backwards(word, ways)))


def _backwards(word: str, ways: Sequence[Way]) -> Iterator[tuple[str, bool]]:
    end = len(word)
    while end > 0:
        _, start, known = ways[end]
        yield word[start:end], known
        end = start
