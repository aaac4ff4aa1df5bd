"""Words and pieces of words as numbers, without a dictionary.

The checksum of "a b" is worked out from that of "a": `crc32` goes on from where it stopped.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.reading.normalise import KNOWN, normalise

BITS: Final = 17
BUCKETS: Final = 1 << BITS
STEP: Final = 0x01000193
"""The multiplier of the rolling hash of 3, 4 and 5 bytes (FNV's prime)."""
SPREAD: Final = 0x9E3779B1
"""Multiplying by it and keeping the high bits spreads neighbours (Knuth's golden ratio)."""
SHORT_REPLY: Final = 6
"""Up to so many words a message is read together with the one before it."""
REACH: Final = 16
"""So many last words of the message before are read: where the question stands."""
PIECE: Final = 0.5
"""What a piece counts beside a whole word: there are twelve times as many."""
_SPACE: Final = 32

Buckets = NDArray[np.int32]

_OF_KNOWN: Final[dict[str, Buckets]] = {}


class Features(NamedTuple):
    """One bucket for each feature; a feature that occurs twice stands there twice."""

    whole: Buckets  # words, pairs of words, and what they answer
    pieces: Buckets  # of words

    @property
    def both(self) -> Buckets:
        return np.concatenate(self)

    @property
    def weights(self) -> tuple[float, float]:
        """Of each whole and of each piece: long and short messages weigh the same."""
        return len(self.whole) ** -0.5, PIECE * len(self.pieces) ** -0.5


def features(words: Sequence[str], before: str = "") -> Features:
    """Of at least one normalised word (reading/normalise.py); `before` as it was written."""
    single = [crc32(word.encode()) for word in words]
    pairs = [
        crc32(f" {word}".encode(), first) for first, word in zip(single, words[1:], strict=False)
    ]
    whole = np.array([*single, *pairs, *_replying(words, before)], np.uint32)
    return Features((whole & np.uint32(BUCKETS - 1)).view(np.int32), pieces(words))


def pieces(words: Sequence[str]) -> Buckets:
    """3 to 5 neighbouring bytes within a word, the spaces round it included.

    Those of known words come first and are remembered; a flood of strange ones does not fill the
    memory. The order is the same whatever is remembered: sums of them are, to the last bit.
    """
    found = _remembered(words)
    if len(found) < len(words):
        strange = [word for word in words if word not in KNOWN]
        if len(found) + len(strange) < len(words):
            _OF_KNOWN.update((w, _pieces(_letters([w]))[0]) for w in KNOWN.intersection(words))
            found = _remembered(words)
        if strange:
            found.append(_pieces(_letters(strange))[0])
    return np.concatenate(found)


def _remembered(words: Sequence[str]) -> list[Buckets]:
    return [of_it for word in words if (of_it := _OF_KNOWN.get(word)) is not None]


def each_word(words: Sequence[str]) -> tuple[Buckets, Buckets, Buckets]:
    """The bucket of each word; and those of its pieces, and of which word each of them is one."""
    whole = np.array([_bucket(word) for word in words], np.int32)
    letters = _letters(words)
    word = np.cumsum(letters == _SPACE, dtype=np.int32) - 1
    found, within = _pieces(letters)
    return whole, found, np.concatenate((word[:-2], word[:-3], word[:-4]))[within]


def _letters(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer(f" {' '.join(words)} ".encode(), np.uint8)


def _pieces(letters: NDArray[np.uint8]) -> tuple[Buckets, NDArray[np.bool_]]:
    """The buckets, and which of all the runs of 3, then of 4, then of 5 bytes they are."""
    space = letters == _SPACE
    one = letters.astype(np.uint32)
    three = (one[:-2] * STEP + one[1:-1]) * STEP + one[2:]
    four = three[:-1] * STEP + one[3:]
    five = four[:-1] * STEP + one[4:]
    across3 = space[1:-1]
    across4 = across3[:-1] | across3[1:]
    across5 = across4[:-1] | across3[2:]
    codes = np.concatenate((three, four, five))
    within = ~np.concatenate((across3, across4, across5))
    found: Buckets = ((codes[within] * SPREAD) >> (32 - BITS)).view(np.int32)
    return found, within


def _bucket(name: str) -> int:
    return crc32(name.encode()) & (BUCKETS - 1)


def _replying(words: Sequence[str], before: str) -> Iterator[int]:
    """A "yes" after a question about suicide is not the "yes" after one about tea."""
    if not before or len(words) > SHORT_REPLY:
        return
    first = f">{words[0]}".encode()
    for word in islice(reversed(normalise(before).words), REACH):
        asked = crc32(f"<{word}".encode())
        yield asked
        yield crc32(first, asked)
