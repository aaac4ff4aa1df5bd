"""What training may read: the open rows, and the corpus in our own words. Nothing else."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zlib import crc32

from moderation.verdict import Concern

CORPUS: Final = Path(__file__).parent / "corpus"
HANDS: Final = "hand_"
"""How the files begin whose lines were written by other hands, from plans dealt by chance: the
nearest that we have to people who have not met the screen.
"""
FORBIDDEN: Final = frozenset({"evaluate", "conversations"})
OPEN: Final = frozenset({"CC-BY-4.0", "MIT", "CC0-1.0", "CC0/CC-BY-SA-3.0"})
TOXIC_SHARE: Final = 5
"""One in so many rows of the large toxicity file is read: more makes training slow, not better."""
DEEPEST: Final = 3
"""From this rung on a method or intent was named. The posts' scale (C-SSRS) agrees with ours."""


class NotForTraining(Exception):
    """Evaluation data, or data under a licence that does not allow it."""


@dataclass(frozen=True, slots=True)
class Row:
    """`None` is a label that nobody gave: the head learns nothing from the row."""

    text: str = field(repr=False)
    source: str
    before: str = field(default="", repr=False)
    crisis: bool | None = False
    grave: bool | None = False
    concerns: frozenset[Concern] | None = frozenset()
    toxic: bool | None = None
    ours: bool = False
    rung: int | None = None

    @property
    def by_others(self) -> bool:
        return self.source.startswith(HANDS)

    @property
    def ordinary(self) -> bool:
        """What a screen should let pass without a word."""
        return self.crisis is False and not self.concerns and not self.toxic


def open_rows(folder: Path) -> Iterator[Row]:
    """`folder` holds crisis.csv and toxicity.csv. Raises NotForTraining before reading others."""
    yield from map(_crisis, table(folder / "crisis.csv"))
    for row in table(folder / "toxicity.csv"):
        if crc32(row["text"].encode()) % TOXIC_SHARE == 0:
            yield _toxicity(row)


def corpus_rows(folder: Path = CORPUS) -> Iterator[Row]:
    for file in sorted(folder.glob("*.csv")):
        for row in table(file):
            if row["speaker"] == "visitor":
                yield _own(row, file.stem)


def table(path: Path) -> Iterator[dict[str, str]]:
    """The lines of one file. Raises NotForTraining for what is kept for evaluation."""
    if FORBIDDEN & set(path.resolve().parts):
        raise NotForTraining(f"{path} is for evaluation only.")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("licence", "MIT") not in OPEN:
                raise NotForTraining(f"{path}: a row's licence is {row['licence']}.")
            yield row


def _crisis(row: dict[str, str]) -> Row:
    if row["label"] == "1":
        severity = int(row["level"].removeprefix("sev") or 1)
        return Row(
            row["text"],
            row["source"],
            crisis=True,
            grave=severity >= DEEPEST,
            concerns=None,
            toxic=False,
            rung=severity,
        )
    # Toxicity of ordinary messages is labelled in the other file.
    return Row(row["text"], row["source"], toxic=False if row["source"] == "counsel" else None)


def _toxicity(row: dict[str, str]) -> Row:
    return Row(row["text"], f"toxicity_{row['source']}", toxic=row["label"] == "1")


def _own(row: dict[str, str], name: str) -> Row:
    concerns = frozenset(map(Concern, filter(None, row["concerns"].split("|"))))
    rung = int(row["rung"])
    return Row(
        row["text"],
        name,
        before=row["before"],
        crisis=_in_crisis(rung, concerns),
        grave=rung >= DEEPEST,
        concerns=concerns,
        toxic=row["toxic"] == "1",
        ours=True,
        rung=rung,
    )


def _in_crisis(rung: int, concerns: frozenset[Concern]) -> bool | None:
    """Distress without a word of dying is neither a crisis nor an ordinary message."""
    if rung >= 2 or (rung == 1 and Concern.SUICIDE in concerns):
        return True
    return None if rung == 1 else False
