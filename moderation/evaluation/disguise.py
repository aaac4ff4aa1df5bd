"""How much of what the screen finds in plain words it still finds in disguised ones."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zlib import crc32

import numpy as np

from moderation.evaluation.disguises import KINDS, Disguise
from moderation.evaluation.measures import figure, share
from moderation.evaluation.report import Table
from moderation.passage import Passage
from moderation.training.rows import corpus_rows
from moderation.verdict import DANGERS, Level, Verdict

Screen = Callable[[Passage], Verdict]
MOST: Final = 12
"""What is found by more words together is left out: nobody disguises a whole story."""
HEAD: Final = ("disguise", "statements", "still found", "at the same level or above")


@dataclass(frozen=True, slots=True)
class Plain:
    """A statement that the screen finds as it is; `spans` are the words by which it does."""

    passage: Passage
    spans: Sequence[tuple[int, int]]
    level: Level


def disguise_table(screen: Screen) -> Table:
    """On the statements of danger of the corpus. What is not found plain is not counted here."""
    found = list(plain(screen, statements()))
    lines = tuple(_line(name, disguise, found, screen) for name, disguise in KINDS.items())
    return Table("Disguise: share of plain recall that is kept", HEAD, lines)


def statements() -> Iterator[Passage]:
    for row in corpus_rows():
        if row.crisis or row.concerns:
            yield Passage(row.text, row.before)


def plain(screen: Screen, passages: Iterable[Passage]) -> Iterator[Plain]:
    for passage in passages:
        verdict = screen(passage)
        spans = _apart({(f.start, f.end) for f in verdict.findings if f.concern in DANGERS})
        words = sum(len(passage.text[start:end].split()) for start, end in spans)
        if verdict.level and 0 < words <= MOST:
            yield Plain(passage, spans, verdict.level)


def disguised(one: Plain, disguise: Disguise) -> Passage:
    """The words by which it was found are disguised, the rest stays. The same each time."""
    text = one.passage.text
    draw = random.Random(crc32(text.encode()))  # noqa: S311 - for figures, not for secrets
    for start, end in reversed(one.spans):
        text = f"{text[:start]}{disguise(text[start:end], draw)}{text[end:]}"
    return replace(one.passage, text=text)


def _line(name: str, disguise: Disguise, found: Sequence[Plain], screen: Screen) -> tuple[str, ...]:
    pairs = [(one, disguised(one, disguise)) for one in found]
    changed = [(one, other) for one, other in pairs if other != one.passage]
    levels = [(one.level, screen(other).level) for one, other in changed]
    still = np.array([after > Level.L0 for _, after in levels])
    same = np.array([after >= before for before, after in levels])
    return name, str(len(levels)), str(figure(share, still)), str(figure(share, same))


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one, in order."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
