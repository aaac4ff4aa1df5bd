"""What may be evaluated with. Read here and nowhere else; never printed."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from moderation.passage import Passage

TOXICITY: Final = Path("text", "evaluate", "toxicity.csv")
TALK: Final = Path("conversations", "esconv.jsonl")
TRAIN: Final = Path("text", "train")


@dataclass(frozen=True, slots=True)
class Judged:
    """A message that people judged toxic or not."""

    text: str = field(repr=False)
    toxic: bool
    source: str
    functionality: str


def judged(data: Path) -> list[Judged]:
    with (data / TOXICITY).open(encoding="utf-8", newline="") as file:
        return [
            Judged(row["text"], row["label"] == "1", row["source"], row["functionality"])
            for row in csv.DictReader(file)
        ]


def conversations(data: Path) -> list[list[Passage]]:
    """What those who sought support wrote, each with the turn before it."""
    with (data / TALK).open(encoding="utf-8") as file:
        return [list(_sought(json.loads(line)["turns"])) for line in file]


def _sought(turns: list[dict[str, str]]) -> Iterator[Passage]:
    before = ""
    for turn in turns:
        if turn["who"] == "visitor":
            yield Passage(turn["text"], before)
        before = turn["text"]
