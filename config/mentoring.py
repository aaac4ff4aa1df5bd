"""How long a mentor may read what a new peer writes, and when a new peer may read along."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta

from config.files import load_toml
from config.section import Section, Table, names_missing
from config.shapes import Wrong

LONGEST: Final = 20  # seconds: more would be silence
Seconds = Annotated[int, Meta(ge=0, le=LONGEST)]


class Step(Table, frozen=True):
    """`seconds` for each level, 0 to 4."""

    conversations: Annotated[int, Meta(ge=1, le=1000)]
    seconds: tuple[Seconds, Seconds, Seconds, Seconds, Seconds]


class ReadingAlong(Table, frozen=True):
    """A learner is asked for only below one level, and gone from another on: L2 at the latest."""

    asked_below: Annotated[int, Meta(ge=1, le=2)]
    ends_from: Annotated[int, Meta(ge=1, le=2)]
    seconds: Annotated[int, Meta(ge=30, le=600)]


class Mentoring(Section, frozen=True):
    """L3 at the latest: there nobody may wait for an answer."""

    at_once_from: Annotated[int, Meta(ge=0, le=3)]
    reading_along: ReadingAlong
    steps: tuple[Step, ...]


def load_mentoring(config_dir: Path) -> Mentoring:
    return load_toml(config_dir / "mentoring.toml", Mentoring, _check)


def _check(table: Mentoring) -> Iterator[Wrong]:
    """It only fades: with more conversations, and with more training."""
    yield from names_missing(table)
    if table.reading_along.asked_below > table.reading_along.ends_from:
        yield Wrong(("reading_along", "asked_below"), "it would end as it begins.")
    for number, step in enumerate(table.steps):
        if any(after > before for before, after in pairwise(step.seconds)):
            yield Wrong(("steps", number, "seconds"), "a higher level must not wait longer.")
    for number, (before, after) in enumerate(pairwise(table.steps), start=1):
        if after.conversations <= before.conversations:
            says = "it must be more than in the step before."
            yield Wrong(("steps", number, "conversations"), says)
        if any(late > early for early, late in zip(before.seconds, after.seconds, strict=True)):
            yield Wrong(("steps", number, "seconds"), "it must not be longer than before.")
