"""What was measured: a median and how far the rounds lie apart."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Self

import msgspec
from rich.table import Table


class Figure(msgspec.Struct, frozen=True):
    """`group` is what was measured, `what` the figure; `rounds` holds each round's value."""

    group: str
    what: str
    unit: str
    median: float
    lowest: float
    highest: float
    rounds: tuple[float, ...]

    @classmethod
    def of(cls, group: str, what: str, unit: str, rounds: Iterable[float]) -> Self:
        values = tuple(round(value, 3) for value in rounds)
        return cls(group, what, unit, median(values), min(values), max(values), values)


class Machine(msgspec.Struct, frozen=True):
    system: str
    python: str
    cores: int
    load_before: float | None  # processes that wanted a core, on average over a minute
    load_after: float | None


class Measured(msgspec.Struct, frozen=True):
    at: str
    quick: bool
    machine: Machine
    figures: tuple[Figure, ...]

    def json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self))

    def table(self) -> Table:
        table = Table("what", "", "median", "lowest", "highest", "", title=self._about())
        for column in table.columns[2:5]:
            column.justify = "right"
        group = ""
        for one in self.figures:
            table.add_row(one.group if one.group != group else "", *_cells(one))
            group = one.group
        return table

    def markdown(self) -> str:
        head = ["| what | | median | lowest | highest | |", "|---|---|---:|---:|---:|---|"]
        rows = [f"| {one.group} | {' | '.join(_cells(one))} |" for one in self.figures]
        return "\n".join([self._about(), "", *head, *rows, ""])

    def _about(self) -> str:
        machine = self.machine
        loads = (machine.load_before, machine.load_after)
        busy = " to ".join("?" if load is None else f"{load:.1f}" for load in loads)
        kind = "quick run, " if self.quick else ""
        return (
            f"{kind}{self.at}; {machine.cores} cores, {machine.system}, "
            f"Python {machine.python}; load {busy}"
        )


def _cells(one: Figure) -> tuple[str, ...]:
    return (one.what, *(shown(v) for v in (one.median, one.lowest, one.highest)), one.unit)


def shown(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ranked(values: Sequence[float], share: float) -> float:
    """Nearest rank: `share` 0.99 is what 99 of 100 stay under."""
    return sorted(values)[int((len(values) - 1) * share)]
