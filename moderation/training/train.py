"""`python -m moderation.training.train --data FOLDER`: the inline model's weights, anew."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from moderation.inline.weights import FOLDER, THRESHOLDS, WEIGHTS, packed
from moderation.lexicon.lexicon import Lexicon
from moderation.reading.excused import Excused
from moderation.training.fit import Progress, fit
from moderation.training.folds import held_out
from moderation.training.matrix import matrix, readable
from moderation.training.rows import CORPUS, Row, corpus_rows, open_rows
from moderation.training.thresholds import chosen

LEXICON: Final = Path(__file__).parents[2] / "config" / "lexicons" / "en.toml"


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    progress = on_the_screen()
    rows = readable([*open_rows(given.data), *corpus_rows(given.corpus)])
    progress(f"{len(rows)} rows")
    train(rows, given.to, progress, Lexicon.read(given.lexicon).excused)
    return 0


def train(rows: Sequence[Row], to: Path, progress: Progress, excused: Excused) -> None:
    """Writes the weights, learned from every row, and thresholds from held-out scores."""
    data = matrix(rows, excused)
    found = held_out(rows, data, progress)
    progress("all rows")
    content = packed(fit(data, progress))
    thresholds = chosen(rows, found, content)
    (to / WEIGHTS).write_bytes(content)
    written = msgspec.json.format(msgspec.json.encode(thresholds), indent=2)
    (to / THRESHOLDS).write_bytes(written + b"\n")
    progress(f"{WEIGHTS}: {len(content)} bytes")


def on_the_screen() -> Progress:
    start = time.monotonic()

    def progress(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - start:6.1f} s  {what}\n")

    return progress


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderation.training.train")
    parser.add_argument("--data", type=Path, required=True, help="holds crisis.csv, toxicity.csv")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="our own words, *.csv")
    parser.add_argument("--lexicon", type=Path, default=LEXICON, help="says what is excused")
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the weights are written")
    return parser


if __name__ == "__main__":
    np.seterr(over="ignore")  # far from 0 the sigmoid is 0 or 1, and that is right
    sys.exit(main())
