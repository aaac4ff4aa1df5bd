"""`python -m moderation.evaluation`: the functional suite, and every figure that is claimed."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from moderation.evaluation.beside_talks import Turns, beside_talks
from moderation.evaluation.blind import FOLDER as BLIND
from moderation.evaluation.blind import blind_sets
from moderation.evaluation.floors import FILE, below, raised, read_floors, write_floors
from moderation.evaluation.keeping import Keeping
from moderation.evaluation.pairs import pairs_table
from moderation.evaluation.parts import ALL, LOOP
from moderation.evaluation.report import Table, page, renewed
from moderation.evaluation.screens import Screens
from moderation.evaluation.sources import ROOT, Places, conversations, sought
from moderation.evaluation.suite import Rates, rates, sentences, suite_table
from moderation.evaluation.whole import Whole
from moderation.training.rows import CORPUS
from moderation.training.train import on_the_screen

PAGE: Final = ROOT / "docs" / "evaluation.md"
PICTURE: Final = Path("images", "crisis-curves.svg")
KEEP: Final = ROOT / "build" / "evaluation"
WORK: Final = ROOT / "build" / "encoder"
FLOORED: Final = {"inline": LOOP, "together": ALL}
"""Which screens have floors, and under which name."""

SHA: Final = 12


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    keeping = Keeping(given.keep, on_the_screen())
    screens = Screens.shipped(ROOT / "config")
    if not screens.encoding:
        sys.stderr.write(f"The encoder is {screens.encoder.state}: {screens.encoder.why}\n")
    suite = _suite(screens)
    judged = [*_blind(screens, given), pairs_table(screens), suite_table(suite)]
    sys.stdout.write("\n".join(map(str, judged)))
    lost = _floored(suite, given.floors, lower=given.lower)
    if given.data is None or given.judged:
        said = given.to.read_text(encoding="utf-8")
        said = renewed(said, judged, datetime.now(UTC).date())
        given.to.write_text(said, encoding="utf-8")
    else:
        places = Places(given.data, given.corpus, given.work)
        _write(given.to, Whole(screens, places, keeping, given.quick), judged)
    return 1 if lost else 0


def _blind(screens: Screens, given: argparse.Namespace) -> Iterator[Table]:
    sets = blind_sets(screens, given.blind)
    if given.data is not None:
        turns = [turn for talk in conversations(given.data) for turn in sought(talk)]
        yield beside_talks(Turns.read(screens, turns), sets)
    for blind in sets:
        yield from blind.tables()


def _suite(screens: Screens) -> Mapping[str, Rates]:
    every = sentences()
    by = screens.verdicts([one.passage for one in every])
    return {screen: rates(every, verdicts) for screen, verdicts in by.items()}


def _floored(suite: Mapping[str, Rates], file: Path, *, lower: bool) -> bool:
    """Raises the floors; says what lies below one, and whether anything does."""
    found = {name: suite[screen] for name, screen in FLOORED.items() if screen in suite}
    old = read_floors(file)
    write_floors(raised(old, found, lower=lower), file)
    if lower:
        return False
    lost = {name: below(found[name], old.get(name, {})) for name in found}
    for name, by in lost.items():
        sys.stderr.writelines(f"LOST, {name}: {what}: {how}\n" for what, how in by.items())
    return any(lost.values())


def _write(to: Path, whole: Whole, judged: Sequence[Table]) -> None:
    tables, picture = whole.tables()
    image = to.parent / PICTURE
    image.parent.mkdir(parents=True, exist_ok=True)
    image.write_text(picture, encoding="utf-8")
    written = page([*tables, *judged], _weights(whole.screens))
    to.write_text(written, encoding="utf-8")
    sys.stdout.write(written)


def _weights(screens: Screens) -> str:
    inline = f"The inline weights' SHA-256 begins with `{screens.limits.sha256[:SHA]}`"
    parts = screens.encoder.parts
    if parts is None:
        return f"{inline}; the encoder was {screens.encoder.state}."
    lower, upper = parts.limits.lower_sha256[:SHA], parts.limits.upper_sha256[:SHA]
    return f"{inline}, the encoder's with `{lower}` and `{upper}`."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderation.evaluation")
    parser.add_argument("--data", type=Path, help="holds text/ and conversations/; else the suite")
    parser.add_argument("--to", type=Path, default=PAGE, help="where the page is written")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="our own words, *.csv")
    parser.add_argument("--work", type=Path, default=WORK, help="where the encoder was trained")
    parser.add_argument("--keep", type=Path, default=KEEP, help="scores are kept here")
    parser.add_argument("--blind", type=Path, default=BLIND, help="holds what nobody looks at")
    parser.add_argument("--judged", action="store_true", help="only what needs no training's rows")
    parser.add_argument("--quick", action="store_true", help="without what takes minutes")
    parser.add_argument("--floors", type=Path, default=FILE, help="what the suite must reach")
    parser.add_argument("--lower", action="store_true", help="floors of the suite may fall")
    return parser


if __name__ == "__main__":
    np.seterr(over="ignore")  # far from 0 the sigmoid is 0 or 1, and that is right
    sys.exit(main())
