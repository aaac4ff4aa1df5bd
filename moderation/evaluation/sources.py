"""What may be evaluated with. Read here and nowhere else; never printed."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from moderation.passage import Passage, Speaker

TOXICITY: Final = Path("text", "evaluate", "toxicity.csv")
TALK: Final = Path("conversations", "esconv.jsonl")
TRAIN: Final = Path("text", "train")


ROOT: Final = Path(__file__).parents[2]
MADE_OF: Final = {
    "moderation": "*.py",
    "moderation/reading": "*",
    "moderation/lexicon": "*.py",
    "moderation/inline": "*.py",
    "moderation/training": "*.py",
    "config/lexicons": "*.toml",
}
"""What of this project decides over the inline model's held-out scores."""


@dataclass(frozen=True, slots=True)
class Places:
    """`work` is where the encoder's training left its held-out logits."""

    data: Path
    corpus: Path
    work: Path

    @property
    def train(self) -> Path:
        return self.data / TRAIN

    def made_of(self) -> Iterator[Path]:
        for folder, names in MADE_OF.items():
            yield from (path for path in (ROOT / folder).glob(names) if path.is_file())
        yield from self.train.glob("*.csv")
        yield from self.corpus.glob("*.csv")


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
    """Every turn with the one before it, whoever said it."""
    with (data / TALK).open(encoding="utf-8") as file:
        return [list(_turns(json.loads(line)["turns"])) for line in file]


def sought(talk: Sequence[Passage]) -> list[Passage]:
    """What the one who sought support wrote."""
    return [passage for passage in talk if passage.speaker is Speaker.VISITOR]


def _turns(turns: list[dict[str, str]]) -> Iterator[Passage]:
    before = ""
    for turn in turns:
        yield Passage(turn["text"], before, Speaker(turn["who"]))
        before = turn["text"]
