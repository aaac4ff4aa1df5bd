"""The rota: which shifts there are in a week, and how many people each of them needs."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.hours import Day, TimeOfDay, zone_wrong
from config.section import Said, Section, Table, names_missing
from config.shapes import Wrong

Heads = Annotated[int, Meta(ge=0, le=50)]
Minutes = Annotated[int, Meta(ge=0, le=240)]


class Block(Table, frozen=True):
    """A shift of each week. `peers` and `moderators` are how many it needs at least."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
    name: Said
    days: Annotated[tuple[Day, ...], Meta(min_length=1)]
    starts: TimeOfDay
    ends: TimeOfDay
    peers: Heads
    moderators: Heads


class Forecast(Table, frozen=True):
    """This share of those who come is to be answered within so many minutes."""

    answer_minutes: Annotated[int, Meta(ge=1, le=120)]
    share: Annotated[float, Meta(gt=0, lt=1)]


class Shifts(Section, frozen=True):
    time_zone: str
    weeks_ahead: Annotated[int, Meta(ge=1, le=52)]
    check_in_minutes: Minutes
    late_minutes: Minutes
    remind_hours: Annotated[int, Meta(ge=1, le=168)]
    calendar_title: Said
    forecast: Forecast
    blocks: tuple[Block, ...] = ()

    @property
    def check_in(self) -> timedelta:
        return timedelta(minutes=self.check_in_minutes)

    @property
    def late(self) -> timedelta:
        return timedelta(minutes=self.late_minutes)

    @property
    def remind(self) -> timedelta:
        return timedelta(hours=self.remind_hours)


def load_shifts(config_dir: Path) -> Shifts:
    return load_toml(config_dir / "shifts.toml", Shifts, _check)


def _check(shifts: Shifts) -> Iterator[Wrong]:
    yield from names_missing(shifts)
    yield from zone_wrong(shifts.time_zone, ("time_zone",))
    ids = [block.id for block in shifts.blocks]
    for index, block in enumerate(shifts.blocks):
        if block.id in ids[:index]:
            yield Wrong(("blocks", index, "id"), f"'{block.id}' is there twice; take one away.")
        if block.peers + block.moderators == 0:
            yield Wrong(("blocks", index), "nobody is needed here; take the block away.")
