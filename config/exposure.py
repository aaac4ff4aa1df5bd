"""How much a peer or a moderator carries, and when nobody new is brought to them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from config.files import load_toml
from config.section import Section, Table, names_missing
from config.shapes import Wrong

Weight = Annotated[float, Meta(ge=0, le=20)]
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]


class Weights(Table, frozen=True):
    """What one minute at each level counts."""

    level_0: Weight
    level_1: Weight
    level_2: Weight
    level_3: Weight
    level_4: Weight

    @property
    def all(self) -> tuple[float, ...]:
        return (self.level_0, self.level_1, self.level_2, self.level_3, self.level_4)


class CoolDown(Table, frozen=True):
    """Minutes of rest after a conversation that reached this level."""

    level_0: Minutes
    level_1: Minutes
    level_2: Minutes
    level_3: Minutes
    level_4: Minutes

    @property
    def all(self) -> tuple[int, ...]:
        return (self.level_0, self.level_1, self.level_2, self.level_3, self.level_4)


class Breaks(Table, frozen=True):
    """Minutes: when a break is suggested, when again, and how short a rest is none."""

    remind_after: Annotated[int, Meta(ge=15, le=24 * 60)]
    again_after: Annotated[int, Meta(ge=5, le=120)]
    at_least: Annotated[int, Meta(ge=1, le=60)]

    @property
    def all(self) -> tuple[timedelta, ...]:
        return tuple(
            timedelta(minutes=one) for one in (self.remind_after, self.again_after, self.at_least)
        )


class Exposure(Section, frozen=True):
    week_cap: Annotated[int, Meta(ge=1, le=10_080)]
    debrief_from: Annotated[int, Meta(ge=0, le=4)]
    supervisors_see: Literal["nothing", "state", "minutes"]
    weights: Weights
    cool_down_minutes: CoolDown
    breaks: Breaks

    @property
    def cool_downs(self) -> tuple[timedelta, ...]:
        return tuple(timedelta(minutes=minutes) for minutes in self.cool_down_minutes.all)


def load_exposure(config_dir: Path) -> Exposure:
    return load_toml(config_dir / "exposure.toml", Exposure, _check)


def _check(exposure: Exposure) -> Iterator[Wrong]:
    yield from names_missing(exposure)
    for table in ("weights", "cool_down_minutes"):
        values = getattr(exposure, table).all
        for level in range(1, 5):
            if values[level] < values[level - 1]:
                says = f"level {level} must not count less than level {level - 1}."
                yield Wrong((table, f"level_{level}"), says)
