"""Words and pieces of words as numbers, without a dictionary."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Final
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
_SPACE: Final = 32

Buckets = NDArray[np.int32]


def features(words: Sequence[str], before: str = "") -> Buckets:
    """One bucket for each feature; a feature that occurs twice stands there twice.

    `words` are normalised (moderation/normalise.py), `before` is the message before as written.
    """
    if not words:
        return np.empty(0, np.int32)
    named = chain(_wordy(words), _replying(words, before))
    whole = np.array([crc32(name.encode()) & (BUCKETS - 1) for name in named], np.int32)
    return np.concatenate((whole, pieces(words)))


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
    return ((codes[within] * SPREAD) >> (32 - BITS)).astype(np.int32)


def _wordy(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def _replying(words: Sequence[str], before: str) -> Iterator[str]:
    """ "yes" after a question about suicide is not the "yes" after one about tea."""
    if not before or len(words) > SHORT_REPLY:
        return
    for word in islice(reversed(normalise(before).words), REACH):
        yield f"<{word}"
        yield f"<{word}>{words[0]}"
