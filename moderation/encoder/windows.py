"""What the encoder reads: a message in windows of pieces of words, after what was said before."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

WIDTH: Final = 38
"""Pieces of words in one window: about 28 words."""
STRIDE: Final = 22
"""The next window begins so many pieces later, so that nothing stands at an edge only."""
BEFORE: Final = 24
"""So many last pieces of the message before are read: where the question stands."""
LONGEST: Final = WIDTH + BEFORE + 3
PAD, UNKNOWN, START, BREAK = range(4)
SPECIAL: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
Pieces = Sequence[int]
Place = tuple[int, int]
Ids = NDArray[np.int64]


class Window(NamedTuple):
    """`first` of the pieces belong to the message; `start` and `end` are its characters."""

    pieces: Pieces
    first: int
    start: int
    end: int


def spans(length: int) -> Iterator[Place]:
    """Where windows begin and end in so many pieces; the last one is as wide as the others."""
    last = max(length - WIDTH, 0)
    for start in range(0, last + STRIDE, STRIDE):
        start = min(start, last)  # noqa: PLW2901
        if length:
            yield start, min(start + WIDTH, length)


def framed(text: Pieces, before: Pieces) -> list[int]:
    pieces = [START, *text, BREAK]
    return [*pieces, *before, BREAK] if before else pieces


def batches(windows: Sequence[Window], size: int) -> Iterator[list[int]]:
    """Of like length, so that a batch holds little padding."""
    order = sorted(range(len(windows)), key=lambda at: len(windows[at].pieces))
    for at in range(0, len(order), size):
        yield order[at : at + size]


def padded(windows: Sequence[Window]) -> tuple[Ids, Ids]:
    """Pieces, and the part of each: 1 the message, 2 what was before, 0 nothing."""
    longest = max(len(window.pieces) for window in windows)
    pieces, parts = (np.zeros((len(windows), longest), np.int64) for _ in range(2))
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = window.pieces
        parts[row, : window.first] = 1
        parts[row, window.first : len(window.pieces)] = 2
    return pieces, parts
