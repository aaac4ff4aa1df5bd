"""docs/reliability.md: what was struck, what held, and what the pages said meanwhile."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.fault import Fault
from tests.faults.scene import Outcome

HEAD = """# What happens when things break

Written by `make faults`, which strikes the running service with each of these while three pairs talk, two visitors
wait and one writes that they are in danger. The processes and stores are real ({stores}). Our own small proxy stands between each
process and its stores: it swallows, delays and cuts, and a process is killed at the very step at which its statement passes by.

Afterwards a checker that knows nothing of sockets compares SQL, unsealed, with what each page wrote down: what was answered is kept
under its number; every member was shown everything once and in order; nobody was shown what is not theirs; who talked still talks, who
waited still has their place, and the person in danger has a flag. Any fault below stops the run with an error.

{when}; {machine}; `make faults SEED={seed}` strikes at the same moments.

| fault | messages answered of said | lost / doubled / disordered / to a stranger | longest wait for an answer, s | all answered and shown after its end, s | flag on the wall after the answer, s | what must hold besides |
|---|---:|---:|---:|---:|---:|---|
"""  # noqa: E501
WORDS = {
    "connection lost": "You are not connected just now. You can keep on writing. We send it when you are back.",  # noqa: E501
    "no connection": "You are not connected just now. You can keep on writing. We send it when you are back.",  # noqa: E501
    "no answer": "Not sent yet. We keep trying.",
    "internal": "Something went wrong on our side. We are trying again.",
    "too_fast": "That was a little fast. It will go in a moment.",
}
STORES = "PostgreSQL 18, SQLite and Valkey"


@dataclass(frozen=True)
class Row:
    fault: Fault
    outcome: Outcome

    def __str__(self) -> str:
        v, o = self.outcome.verdict, self.outcome
        zeros = f"{v.lost} / {v.duplicated} / {v.reordered} / {v.stranger}"
        seen = "–" if o.seen is None else "before it" if o.seen <= 0 else f"{o.seen:.1f}"
        holds = "; ".join([self.fault.holds, *o.notes])
        cells = [self.fault.name, f"{v.acked} of {v.said}", zeros, f"{o.longest:.1f}"]
        cells += [f"{o.back:.1f} of {self.fault.within:g} allowed", seen, holds]
        return f"| {' | '.join(cells)} |"

    def said(self) -> str:
        """By the sentences of the pages, for what the pages of this run really met."""
        words = dict.fromkeys(WORDS[one] for one in self.outcome.troubles if one in WORDS)
        said = " ".join(f"“{sentence}”" for sentence in words)
        return f"| {self.fault.name} | {said or 'nothing: no page had anything to tell'} |"


def write(file: Path, rows: list[Row], seed: int) -> None:
    when = f"{datetime.now(UTC):%Y-%m-%d}"
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    head = HEAD.format(stores=STORES, when=when, machine=machine, seed=seed)
    table = "\n".join(map(str, rows))
    said = "\n".join(row.said() for row in rows)
    file.write_text(
        f"{head}{table}\n\n## What the pages said meanwhile\n| fault | words |\n|---|---|\n{said}\n"
    )
