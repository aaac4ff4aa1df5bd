"""Words and pieces of words as numbers, without a dictionary."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.normalise import normalise

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
    """Of at least one normalised word (moderation/normalise.py); `before` as it was written."""
    named = chain(_wordy(words), _replying(words, before))
    whole = [crc32(name.encode()) & (BUCKETS - 1) for name in named]
    return Features(np.array(whole, np.int32), pieces(words))


def pieces(words: Sequence[str]) -> Buckets:
    """3 to 5 neighbouring bytes within a word, the spaces round it included."""
    text = f" {' '.join(words)} ".encode()
    letters = np.frombuffer(text, np.uint8)
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
    found: Buckets = ((codes[within] * SPREAD) >> (32 - BITS)).astype(np.int32)
    return found


def _wordy(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def _replying(words: Sequence[str], before: str) -> Iterator[str]:
    """A "yes" after a question about suicide is not the "yes" after one about tea."""
    if not before or len(words) > SHORT_REPLY:
        return
    for word in islice(reversed(normalise(before).words), REACH):
        yield f"<{word}"
        yield f"<{word}>{words[0]}"
