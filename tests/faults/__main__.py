"""Every fault in turn, with what came of it: `make faults`."""

import argparse
import asyncio
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from rich.console import Console

from tests.faults.catalogue import EVERY
from tests.faults.fault import Fault, run
from tests.faults.house import House, on_postgres, on_sentinel, on_sqlite
from tests.faults.report import Row, write
from tests.faults.scene import Broken

PLACES = {"postgres": on_postgres, "sqlite": on_sqlite, "sentinel": on_sentinel}
LONGEST = 240.0  # seconds for one fault, whatever happens
console = Console(soft_wrap=True, highlight=False)


@dataclass
class Asked:
    only: str
    seed: int
    patience: float
    write: Path | None

    @classmethod
    def read(cls) -> "Asked":
        parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
        parser.add_argument("--only", default="", help="words of names, with | between them")
        parser.add_argument("--seed", type=int, default=1)
        more = "so many times as long as is allowed: for a machine that does other work"
        parser.add_argument("--patience", type=float, default=1.0, help=more)
        parser.add_argument("--write", type=Path, help="the table goes here, where all was struck")
        return cls(**vars(parser.parse_args()))

    def wants(self, fault: Fault) -> bool:
        return any(word in fault.name for word in self.only.split("|"))


async def main() -> int:
    asked = Asked.read()
    rows, broken = [], 0
    for place, opened in PLACES.items():
        if faults := [f for f in EVERY if f.place == place and asked.wants(f)]:
            console.print(f"== on {place}, seed {asked.seed}")
            async with opened() as house:
                for fault in faults:
                    row = await struck(fault, house, asked)
                    broken += row is None
                    rows += [row] if row else []
    console.print(f"faults: {len(rows)} held, {broken} broken")
    if asked.write and not broken and not asked.only and asked.patience == 1:
        write(asked.write, rows, asked.seed)
    return 1 if broken else 0


async def struck(fault: Fault, house: House, asked: Asked) -> Row | None:
    """None where something did not hold, after saying what."""
    since = monotonic()
    try:
        async with asyncio.timeout(LONGEST * asked.patience):
            outcome = await run(fault, house, asked.seed, patience=asked.patience)
    except (AssertionError, Broken, TimeoutError) as wrong:
        where = traceback.extract_tb(wrong.__traceback__)
        ours = [f"{at.name}:{at.lineno}" for at in where if "faults" in at.filename]
        what = str(wrong)[-600:] or type(wrong).__name__
        console.print(f"{fault.name}: BROKEN: {what} ({' '.join(ours[1:])})")
        keep = Path(__file__).parents[2] / "build" / "faults"
        keep.mkdir(parents=True, exist_ok=True)
        (keep / "last.log").write_text(house.service.logs())
        return None
    v = outcome.verdict
    console.print(
        f"{fault.name}: {v.acked} of {v.said} answered, {v.shown} shown, "
        f"{v.lost}/{v.duplicated}/{v.reordered}/{v.stranger}, longest {outcome.longest:.1f} s, "
        f"back {outcome.back:.1f} s, {outcome.troubles} ({monotonic() - since:.0f} s)"
    )
    return Row(fault, outcome)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
