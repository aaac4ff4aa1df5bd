"""Figures that may be shown: no count under five, and none that can be worked out from the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

FEWEST: Final = 5
"""Counts below this are hidden: the rule of many offices of statistics for small groups."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts as they may be shown; None is hidden. `total` too."""

    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that belongs to a column of counts, and is hidden where the count is."""

    name: str
    column: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Ready to be shown: a label and a cell for each column. None: hidden, or not known."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def suppress(counts: Sequence[int]) -> Shown:
    """Hide what is under five, and the next smallest until nothing follows from the total."""
    hidden = {at for at, count in enumerate(counts) if count < FEWEST}
    for size in sorted({count for count in counts if count >= FEWEST}):
        if not hidden or _safe(counts, hidden):
            break
        # All of one size: which of them was hidden would tell how large the others can't be.
        hidden |= {at for at, count in enumerate(counts) if count == size}
    shown = tuple(None if at in hidden else count for at, count in enumerate(counts))
    follows = bool(counts) and (not hidden or _safe(counts, hidden))
    return Shown(shown, sum(counts) if follows else None)


def _safe(counts: Sequence[int], hidden: set[int]) -> bool:
    """Two at least are hidden, and their sum leaves open how it is shared out.

    Where each may be four at most, a sum of four for each says that all are four; and where each
    is one at least, a sum of one for each says that all are one.
    """
    heads, together = len(hidden), sum(counts[at] for at in hidden)
    return heads > 1 and together >= FEWEST and together not in (heads, (FEWEST - 1) * heads)


def table(
    title: str,
    labels: Sequence[str],
    counts: Mapping[str, Sequence[int]],
    measures: Sequence[Measure] = (),
) -> Table:
    """Each column of counts is made safe by itself, with its total in the last row.

    Groups in which nobody is are left out. No column may be the sum of others: one would follow.
    """
    kept = [at for at in range(len(labels)) if any(column[at] for column in counts.values())]
    shown = {name: suppress([column[at] for at in kept]) for name, column in counts.items()}
    rows = [
        Row(
            labels[at],
            (*(one.counts[row] for one in shown.values()), *_measured(measures, shown, row, at)),
        )
        for row, at in enumerate(kept)
    ]
    total = Row("total", (*(one.total for one in shown.values()), *(None for _ in measures)))
    return Table(title, (*counts, *(one.name for one in measures)), (*rows, total))


def _measured(
    measures: Sequence[Measure], shown: Mapping[str, Shown], row: int, at: int
) -> tuple[float | None, ...]:
    return tuple(
        None if shown[one.column].counts[row] is None else one.values[at] for one in measures
    )


def csv(tables: Sequence[Table]) -> str:
    """RFC 4180, one table after the other. What is hidden is an empty field."""
    lines = [line for one in tables for line in _lines(one)]
    return "".join(",".join(map(_field, line)) + "\r\n" for line in lines)


def _lines(one: Table) -> list[Sequence[str]]:
    head = ["table", "group", *one.columns]
    return [head, *([one.title, row.label, *map(_number, row.cells)] for row in one.rows)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _field(text: str) -> str:
    """Quoted; a program for tables must not take a label for a formula."""
    safe = f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
    return '"' + safe.replace('"', '""') + '"'
