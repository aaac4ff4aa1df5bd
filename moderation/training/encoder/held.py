"""What is said of a message by a network that never learned from it, and how that is heard."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from moderation.encoder.heads import HEADS, Logits
from moderation.encoder.hearing import ANYTHING, Hearing
from moderation.encoder.reader import Reader
from moderation.encoder.reading import NOTHING, Reading
from moderation.encoder.windows import Ids, Window
from moderation.passage import Passage
from moderation.reading.excused import Excused
from moderation.training.encoder.examples import Example
from moderation.training.encoder.export import Both

NOWHERE: Final = ((0, 0),) * HEADS
Say = Callable[[Sequence[Window]], Both]


@dataclass(frozen=True, slots=True)
class Held:
    """Both rows of every window, and how many windows each text had, in the order in which they
    are heard: so it can be asked afterwards what any `ask` would have made of them.
    """

    both: Both = field(repr=False)
    counts: Ids = field(repr=False)

    @classmethod
    def out(cls, say: Say, reader: Reader, each: Sequence[Example], excused: Excused) -> "Held":
        rows: list[Both] = [np.zeros((0, 2, HEADS), np.float32)]
        counts: list[int] = []

        def read(passages: Sequence[Passage]) -> list[Reading]:
            windows = [reader.windows(passage) for passage in passages]
            rows.append(say([window for some in windows for window in some]))
            counts.extend(map(len, windows))
            return [Reading(NOTHING, NOWHERE)] * len(passages)

        _hear(read, each, excused)
        return cls(np.concatenate(rows), np.array(counts, np.int64))

    @classmethod
    def load(cls, file: Path) -> "Held":
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["both"], kept["counts"])

    def save(self, file: Path) -> None:
        np.savez(file, both=self.both, counts=self.counts)

    def surest(self, messages: int) -> Logits:
        """Of the messages as they were written: the highest logit of any lower head."""
        by = np.split(self.both[:, 0].max(1), np.cumsum(self.counts)[:messages])[:-1]
        return np.array([one.max(initial=NOTHING[0]) for one in by], np.float32)

    def heard(self, each: Sequence[Example], excused: Excused, ask: float) -> Logits:
        """A row for each message, made as the screen makes it."""
        read = self._read(ask)
        return _hear(lambda passages: [next(read) for _ in passages], each, excused)

    def _read(self, ask: float) -> Iterator[Reading]:
        lower, upper = self.both[:, 0], self.both[:, 1]
        rows = np.where(lower.max(1, keepdims=True) >= ask, upper, lower)
        for some in np.split(rows, np.cumsum(self.counts)[:-1]):
            yield Reading(some.max(0) if len(some) else NOTHING, NOWHERE)


def _hear(
    read: Callable[[Sequence[Passage]], list[Reading]], each: Sequence[Example], excused: Excused
) -> Logits:
    """Whatever is found, every message is heard as if something had been."""
    heard = Hearing(read, ANYTHING, excused)([Passage(one.text, one.before) for one in each])
    return np.stack([one.logits for one in heard]) if heard else np.zeros((0, HEADS), np.float32)
