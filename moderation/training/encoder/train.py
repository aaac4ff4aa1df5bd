"""`python -m moderation.training.encoder.train --data FOLDER`: the encoder's files, anew."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from moderation.encoder.files import FOLDER, LOWER, THRESHOLDS, TOKENIZER, UPPER
from moderation.passage import Passage
from moderation.ranking import FILE as RANKING
from moderation.training.encoder.examples import example, rows_of
from moderation.training.encoder.export import export
from moderation.training.encoder.limits import thresholds
from moderation.training.encoder.ranking import rankings
from moderation.training.encoder.runs import Plan, heard, learn_all, prepare
from moderation.training.rows import CORPUS

CHECKED: Final = 40
"""Every so many examples one is read by torch and by the exported file."""
HELD: Final = "held.npy"
WORK: Final = Path(__file__).parents[3] / "build" / "encoder"


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    rows = rows_of(given.data, given.corpus)
    plan = Plan([example(row) for row in rows], given.work, given.dose, given.fold_dose)
    if not given.again:
        train(plan, given.to)
    held, ask = heard(plan)
    np.save(plan.work / HELD, held)
    limits = thresholds(plan.each, held, ask, given.to)
    _write(given.to / THRESHOLDS, msgspec.json.encode(limits))
    ranked = rankings(plan.each, rows, held, _say)
    _write(given.ranking, msgspec.json.encode(ranked))
    return 0


def train(plan: Plan, to: Path) -> None:
    """Writes network and tokenizer; leaves what was held out with the work."""
    network = learn_all(plan, prepare(plan))
    reader = plan.reader()
    passages = [Passage(one.text, one.before) for one in plan.each[::CHECKED]]
    to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(plan.work / TOKENIZER, to / TOKENIZER)
    checked = [window for passage in passages for window in reader.windows(passage)]
    _say(f"{LOWER}, {UPPER}: {export(network, checked, to)}")


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(msgspec.json.format(content, indent=2) + b"\n")


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderation.training.encoder.train")
    parser.add_argument("--data", type=Path, required=True, help="holds crisis.csv, toxicity.csv")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="our own words, *.csv")
    parser.add_argument("--to", type=Path, default=FOLDER, help="where the files are written")
    parser.add_argument("--ranking", type=Path, default=RANKING, help="where that is written")
    parser.add_argument("--work", type=Path, default=WORK, help="keeps what was done so far")
    parser.add_argument("--dose", type=float, default=0.53, help="less is a shorter training")
    parser.add_argument("--fold-dose", type=float, default=0.2, help="the same for held-out runs")
    parser.add_argument(
        "--again", action="store_true", help="thresholds and ranking only, after the last training"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
