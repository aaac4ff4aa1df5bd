"""The functional suite: sentences by functionality, and what the screen must make of each."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from moderation.evaluation.report import Table
from moderation.passage import Passage, Speaker
from moderation.verdict import Concern, Level, Verdict

FOLDER: Final = Path(__file__).parents[1] / "suite"
ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`concerns`: one of them must be found, if there are any. `never`: none of them may be."""

    functionality: str
    passage: Passage = field(repr=False)
    least: Level
    most: Level
    concerns: frozenset[Concern]
    never: frozenset[Concern]

    def passes(self, verdict: Verdict) -> bool:
        found = {finding.concern for finding in verdict.findings}
        named = not self.concerns or bool(self.concerns & found)
        return self.least <= verdict.level <= self.most and named and not self.never & found


@dataclass(frozen=True, slots=True)
class Rate:
    right: int
    of: int

    def __str__(self) -> str:
        return f"{self.right} of {self.of}"

    @property
    def share(self) -> float:
        return self.right / self.of


Rates = Mapping[str, Rate]


def sentences(folder: Path = FOLDER) -> list[Sentence]:
    return [one for file in sorted(folder.glob("*.csv")) for one in _read(file)]


def rates(suite: Sequence[Sentence], verdicts: Sequence[Verdict]) -> Rates:
    """By functionality, in the order of the suite."""
    judged = [
        (one.functionality, one.passes(verdict))
        for one, verdict in zip(suite, verdicts, strict=True)
    ]
    return {name: _rate(hits for _, hits in some) for name, some in groupby(judged, _name)}


def suite_table(by: Mapping[str, Rates]) -> Table:
    """By screen and functionality; the last line is of all sentences."""
    names = list(next(iter(by.values())))
    lines = [(name, *(str(found[name]) for found in by.values())) for name in names]
    total = ("**all**", *(str(_sum(found.values())) for found in by.values()))
    return Table(
        "Functional suite: sentences judged rightly",
        ("functionality", *by),
        (*lines, total),
        "Our own sentences, which nothing was trained on: moderation/suite/README.md.",
    )


def _sum(each: Iterable[Rate]) -> Rate:
    every = list(each)
    return Rate(sum(one.right for one in every), sum(one.of for one in every))


def _rate(hits: Iterable[bool]) -> Rate:
    each = list(hits)
    return Rate(sum(each), len(each))


def _name(judged: tuple[str, bool]) -> str:
    return judged[0]


def _read(file: Path) -> Iterator[Sentence]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Sentence(
                functionality=file.stem,
                passage=Passage(row["text"], row["before"], Speaker(row["speaker"])),
                least=Level(int(row["least"])),
                most=Level(int(row["most"])),
                concerns=_concerns(row["concern"]),
                never=_concerns(row["never"]),
            )


def _concerns(written: str) -> frozenset[Concern]:
    if written == ANY:
        return frozenset(Concern)
    return frozenset(map(Concern, filter(None, written.split("|"))))
