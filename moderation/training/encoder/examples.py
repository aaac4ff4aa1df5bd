"""What the encoder learns from: messages with a label for each head, and how often each is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.encoder.heads import (
    CONCERNS,
    DANGER,
    FIRST_CONCERN,
    HEADS,
    RUNGS,
    SUICIDE,
    TOXICITY,
)
from moderation.training.rows import CORPUS, Row, corpus_rows, open_rows, table
from moderation.verdict import DANGERS, Concern

POSTS: Final = "patil"
LATEST: Final = 5
"""On the posts' scale 6 is an attempt at any time in life, which says little about tonight."""
SHARES: Final[Mapping[str, float]] = {
    "goemotions": 0.4,
    "davidson": 0.3,
    "counsel": 3.0,
    "patil": 2.5,
    "toxicity_davidson": 0.3,
    "toxicity_jigsaw_sent": 0.8,
    "toxicity_paradetox": 0.7,
    "toxicity_hatemoji_build": 2.0,
}
"""How often each row of an open source is read in the whole course of training."""
OURS, BY_OTHERS, LONG_ONES = 4.0, 6.0, 0.6
"""The same for our own lines, and those of other hands: it is the talk that the screen will hear.
Long ones cost the most to read, are found best, and are not what most people write: they are read
less often by this share.
"""
LONG: Final = 40
"""Words."""
ALIKE: Final = 24
"""Characters."""

Labels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """Labels are 0, 1, or not a number where nobody gave one."""

    text: str = field(repr=False)
    before: str = field(repr=False)
    source: str
    ours: bool
    often: float
    labels: Labels = field(repr=False)

    @property
    def ordinary(self) -> bool:
        """What a screen should let pass without a word."""
        civil = self.labels[TOXICITY] != 1 and not self.source.startswith("toxicity_")
        return civil and not np.nansum(self.labels) and self.labels[DANGER] == 0


def rows_of(data: Path, corpus: Path = CORPUS) -> list[Row]:
    """Each pair of text and `before` once; the same rows in the same order every time."""
    rows = (*open_rows(data), *corpus_rows(corpus), *peers_rows(corpus))
    once = {(row.text.strip().lower(), row.before.strip().lower()): row for row in rows}
    return [row for (text, _), row in once.items() if text]


def examples(data: Path, corpus: Path = CORPUS) -> list[Example]:
    return [example(row) for row in rows_of(data, corpus)]


def peers_rows(folder: Path) -> Iterator[Row]:
    """Helpers ask and comfort with the words of danger; none of it is danger of their own."""
    for file in sorted(folder.glob("*.csv")):
        for row in table(file):
            if row["speaker"] == "peer" and row["rung"] == "0" and not row["concerns"]:
                toxic = row["toxic"] == "1"
                yield Row(row["text"], file.stem, row["before"], toxic=toxic, ours=True, rung=0)


def example(row: Row) -> Example:
    labels = _labels(row)
    return Example(row.text, row.before, row.source, row.ours, _often(row), labels)


def _often(row: Row) -> float:
    if not row.ours:
        return SHARES[row.source]
    each = BY_OTHERS if row.by_others else OURS
    return each * LONG_ONES if len(row.text.split()) >= LONG else each


def _labels(row: Row) -> Labels:
    labels = np.full(HEADS, np.nan, np.float32)
    labels[: len(RUNGS)] = _rungs(row)
    for head, concern in enumerate(CONCERNS, FIRST_CONCERN):
        if row.concerns is not None:
            labels[head] = concern in row.concerns
    labels[SUICIDE] = _known(row.crisis)
    labels[TOXICITY] = _known(row.toxic)
    labels[DANGER] = _known(_danger(row))
    if row.toxic and not row.ours:  # insults in the open files may be threats; nobody said
        labels[FIRST_CONCERN + CONCERNS.index(Concern.HARM_TO_OTHERS)] = np.nan
    return labels


def _rungs(row: Row) -> list[float]:
    reached = row.rung or 0
    known = [float(reached >= rung) for rung in RUNGS]
    if row.source == POSTS and reached >= LATEST:
        known[3:] = [np.nan, np.nan]
    return known


def _danger(row: Row) -> bool | None:
    """Distress without a word of dying, and an age, are neither danger nor ordinary."""
    if row.crisis or DANGERS & (row.concerns or frozenset()):
        return True
    return None if row.crisis is None or row.concerns else False


def _known(label: bool | None) -> float:
    return np.nan if label is None else float(label)


def folds(each: Sequence[Example], parts: int) -> NDArray[np.int64]:
    """No file of our corpus is in two parts; open rows that begin alike are on one side."""
    files = {name: at for at, name in enumerate(sorted({one.source for one in each if one.ours}))}
    return np.array([(files[one.source] if one.ours else _begun(one)) % parts for one in each])


def _begun(one: Example) -> int:
    return crc32(one.text[:ALIKE].lower().encode())
