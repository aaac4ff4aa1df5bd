"""Pairs of sentences, one of danger and one that resembles it: which alarm, and which should."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from moderation.evaluation.measures import Hits, Scores, auc, figure, share
from moderation.evaluation.report import Table
from moderation.evaluation.screens import Screens, reached
from moderation.passage import Passage

FILE: Final = Path(__file__).parents[1] / "pairs" / "pairs.csv"
LANGUAGES: Final = ("arabic", "french", "german", "portuguese", "spanish")
SHORT: Final = 15


@dataclass(frozen=True, slots=True)
class Sentence:
    group: str
    passage: Passage = field(repr=False)
    danger: bool

    @property
    def english(self) -> bool:
        return self.group not in LANGUAGES

    @property
    def short(self) -> bool:
        return self.english and len(self.passage.text.split()) <= SHORT


def sentences(file: Path = FILE) -> list[Sentence]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Sentence(row["group"], Passage(row["text"], row["before"]), row["danger"] == "1")
            for row in csv.DictReader(lines)
        ]


def pairs_table(screens: Screens, file: Path = FILE) -> Table:
    every = sentences(file)
    passages = [one.passage for one in every]
    alarms = {name: reached(said) > 0 for name, said in screens.verdicts(passages).items()}
    scores = screens.parts(passages).crisis(screens.rankings)
    return Table(
        "Pairs: danger, and what resembles it",
        ("sentences", "screen", "danger: alarms", "ordinary: alarms", "AUC"),
        tuple(_lines(every, alarms, scores)),
        "Our own sentences in pairs, written before the phrases and lines that they judge: "
        "moderation/pairs/README.md. An alarm is L1 and above.",
    )


def _lines(
    every: Sequence[Sentence], alarms: Mapping[str, Hits], scores: Mapping[str, Scores]
) -> Iterator[tuple[str, ...]]:
    danger = np.array([one.danger for one in every])
    for name, chosen in _chosen(every).items():
        there, calm = chosen & danger, chosen & ~danger
        for screen, alarm in alarms.items():
            said = scores[screen]
            each = _share(alarm[there]), _share(alarm[calm]), _auc(said[there], said[calm])
            yield (f"{name} ({chosen.sum()})", screen, *each)


def _share(hits: Hits) -> str:
    return str(figure(share, hits))


def _auc(danger: Scores, calm: Scores) -> str:
    return str(figure(auc, danger, calm))


def _chosen(every: Sequence[Sentence]) -> Mapping[str, Hits]:
    groups = sorted({one.group for one in every})
    by = {
        "English": [one.english for one in every],
        f"English, up to {SHORT} words": [one.short for one in every],
        "other languages": [not one.english for one in every],
    } | {name: [one.group == name for one in every] for name in groups}
    return {name: np.array(chosen) for name, chosen in by.items()}
