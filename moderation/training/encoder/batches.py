"""Which messages are read when, as numbers: drawn from the seed alone."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from moderation.encoder.reader import Reader
from moderation.encoder.windows import BEFORE, SPECIAL, UNKNOWN, Ids, Window, batches, padded
from moderation.training.encoder.augment import Retold
from moderation.training.encoder.examples import Example, Labels

SIZE: Final = 40
TOGETHER: Final = 20
"""Windows that are read at once: the shorter ones need not be as wide as the longest."""
ALIKE: Final = 30
"""So many batches are filled with messages of like length, for little padding."""
MOST: Final = 4
"""Windows of one message in one batch; which ones is drawn."""
FORGOTTEN: Final = 0.07
"""Of the pieces so many are read as unknown: no single word is to decide."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like length together; `owner` says for each of them which message it is of."""

    windows: Sequence[tuple[Ids, Ids]]
    owner: Ids
    labels: Labels


@dataclass(frozen=True, slots=True)
class Batches:
    """`dose` is the share of the whole course; everything follows from the seed."""

    each: Sequence[Example] = field(repr=False)
    reader: Reader
    retold: Retold
    plan: Sequence[Sequence[int]] = field(repr=False)
    seed: int

    @classmethod
    def of(cls, each: Sequence[Example], reader: Reader, dose: float, seed: int) -> "Batches":
        return cls(each, reader, Retold.of(each), planned(each, dose, seed), seed)

    def __len__(self) -> int:
        return len(self.plan)

    def __getitem__(self, step: int) -> Batch:
        draw = random.Random(f"{self.seed} {step}")  # noqa: S311
        chosen = [self.each[at] for at in self.plan[step]]
        windows = [(at, w) for at, one in enumerate(chosen) for w in self._windows(one, draw)]
        owner = np.array([at for at, _ in windows], np.int64)
        split = list(in_batches([window for _, window in windows], TOGETHER))
        order = np.concatenate([places for places, _, _ in split])
        labels = np.stack([one.labels for one in chosen])
        lost = np.random.default_rng((self.seed, step))
        read = [(_forgotten(pieces, lost), parts) for _, pieces, parts in split]
        return Batch(read, owner[order], labels)

    def _windows(self, one: Example, draw: random.Random) -> list[Window]:
        text, before = self.retold(one, draw)
        asked = self.reader.pieces(before)[-BEFORE:] if before else ()
        windows = list(self.reader.written(text, asked))
        if not windows:
            windows = list(self.reader.written(one.text, ())) or [Window((2, 1, 3), 3, 0, 0)]
        return draw.sample(windows, MOST) if len(windows) > MOST else windows


def _forgotten(pieces: Ids, draw: np.random.Generator) -> Ids:
    lost = (draw.random(pieces.shape) < FORGOTTEN) & (pieces >= len(SPECIAL))
    return np.where(lost, UNKNOWN, pieces)


def planned(each: Sequence[Example], dose: float, seed: int) -> list[list[int]]:
    order = np.random.default_rng(seed)
    often = np.array([one.often for one in each]) * dose
    times = np.floor(often + order.random(len(each))).astype(int)
    drawn = order.permutation(np.repeat(np.arange(len(each)), times))
    lengths = np.array([len(one.text) for one in each])
    plan: list[list[int]] = []
    for at in range(0, len(drawn), SIZE * ALIKE):
        some = drawn[at : at + SIZE * ALIKE]
        some = some[np.argsort(lengths[some], kind="stable")]
        plan += [some[i : i + SIZE].tolist() for i in range(0, len(some), SIZE)]
    return [plan[at] for at in order.permutation(len(plan))]


def in_batches(windows: Sequence[Window], size: int) -> Iterator[tuple[list[int], Ids, Ids]]:
    """Sorted by length; with the places where the windows stood."""
    for places in batches(windows, size):
        yield places, *padded([windows[place] for place in places])
