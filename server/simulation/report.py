"""How it went for people under two rules, side by side, for each group of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from rich.table import Table

from server.domain.waits import HALF, NINE_IN_TEN, quantile
from server.simulation.evening import Outcome

Group = tuple[str, str]
Outcomes = Sequence[Outcome]
BY: Final[Mapping[str, Callable[[Outcome], str]]] = {
    "everybody": lambda _: "",
    "language": lambda one: one.waited.like.language,
    "topic": lambda one: one.waited.like.topic or "not said",
    "hour (UTC)": lambda one: f"{one.waited.like.hour:02}",
}
UNKNOWN: Final = "–"


def _within(part: float, outcomes: Outcomes) -> str:
    time = quantile((one.waited for one in outcomes), part)
    return UNKNOWN if time is None else f"{time / timedelta(minutes=1):.1f}"


def _left(outcomes: Outcomes) -> str:
    return _percent([not one.waited.answered for one in outcomes])


def _suited(outcomes: Outcomes) -> str:
    return _percent([one.suited for one in outcomes if one.waited.answered])


def _percent(found: Sequence[bool]) -> str:
    return f"{100 * sum(found) / len(found):.0f}" if found else UNKNOWN


SAID: Final[Mapping[str, Callable[[Outcomes], str]]] = {
    "half within, min": lambda outcomes: _within(HALF, outcomes),
    "9 in 10 within, min": lambda outcomes: _within(NINE_IN_TEN, outcomes),
    "left, %": _left,
    "suited, %": _suited,
}
"""`suited`: of those who were answered, by a peer as they wished, or who knows their topic."""


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` hold each figure under each rule, in the order of `SAID`."""

    group: Group
    count: int
    cells: tuple[str, ...]


def rows(rules: Sequence[Outcomes]) -> Iterator[Row]:
    for name, of in BY.items():
        for value in sorted({of(one) for outcomes in rules for one in outcomes}):
            yield _row((name, value), [_of(outcomes, of, value) for outcomes in rules])


def _of(outcomes: Outcomes, group: Callable[[Outcome], str], value: str) -> Outcomes:
    return [one for one in outcomes if group(one) == value]


def _row(group: Group, rules: Sequence[Outcomes]) -> Row:
    cells = tuple(say(outcomes) for say in SAID.values() for outcomes in rules)
    return Row(group, max(map(len, rules)), cells)


def table(title: str, names: Sequence[str], rules: Sequence[Outcomes]) -> Table:
    """A dash: fewer than that were answered at all."""
    made = Table("who", "", "came", title=title)
    for heading in SAID:
        for name in names:
            made.add_column(f"{heading}\n{name}", justify="right")
    before = ""
    for row in rows(rules):
        name, value = row.group
        made.add_row(name if name != before else "", value, str(row.count), *row.cells)
        before = name
    return made
