"""`python -m moderation.evaluation --data FOLDER`: every figure that is claimed."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np

from moderation.evaluation.crisis import crisis_tables
from moderation.evaluation.held import Held
from moderation.evaluation.report import Table, page
from moderation.evaluation.screens import found_table, screens, talk_table
from moderation.evaluation.sources import TRAIN, conversations, judged
from moderation.evaluation.speed import speed_table
from moderation.evaluation.toxicity import toxicity_tables
from moderation.inline.check import InlineCheck
from moderation.screen import screen_from
from moderation.training.train import on_the_screen

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "evaluation.md"


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    inline = InlineCheck.shipped()
    written = page(tables(given.data, inline), inline.thresholds.sha256)
    sys.stdout.write(written)
    given.to.write_text(written, encoding="utf-8")
    return 0


def tables(data: Path, inline: InlineCheck) -> Iterator[Table]:
    progress = on_the_screen()
    weights, thresholds = inline.weights, inline.thresholds
    by = screens(screen_from(ROOT / "config"), inline)
    held = Held.out(data / TRAIN, progress)
    progress("screens")
    talks = conversations(data)
    yield found_table(held, by["lexicon"], thresholds)
    yield talk_table(by, talks)
    yield from crisis_tables(held, thresholds, progress)
    yield from toxicity_tables(held, judged(data), weights, thresholds)
    yield speed_table(by, list(chain.from_iterable(talks)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderation.evaluation")
    parser.add_argument("--data", type=Path, required=True, help="holds text/ and conversations/")
    parser.add_argument("--to", type=Path, default=PAGE, help="where the page is written")
    return parser


if __name__ == "__main__":
    np.seterr(over="ignore")  # far from 0 the sigmoid is 0 or 1, and that is right
    sys.exit(main())
