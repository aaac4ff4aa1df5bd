"""Emergency numbers by region: data from a public numbering plan, to be checked by hand."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.section import Said, Table
from config.shapes import Wrong

Number = Annotated[str, Meta(pattern=r"^[0-9]{2,6}$")]
Region = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]


class ByText(Table, frozen=True):
    """For who cannot speak or hear, or must not be heard: the number, and what it takes."""

    number: Number
    how: Said
    source: Said


class Emergency(Table, frozen=True):
    """`preferred` is shown first. `checked_on`: when a person last checked it with an authority."""

    name: Said
    preferred: Number
    numbers: Annotated[tuple[Number, ...], Meta(min_length=1)]
    by_text: ByText | None = None
    checked_on: dt.date | None = None

    @property
    def in_order(self) -> tuple[str, ...]:
        return (self.preferred, *(one for one in self.numbers if one != self.preferred))


class EmergencyFile(Table, frozen=True):
    source: Said
    version: Said
    licence: Said
    generated: dt.date
    note: Said
    regions: dict[Region, Emergency]


def load_emergency(config_dir: Path) -> EmergencyFile:
    return load_toml(config_dir / "emergency.toml", EmergencyFile, _check)


def _check(file: EmergencyFile) -> Iterator[Wrong]:
    for region, emergency in file.regions.items():
        if emergency.preferred not in emergency.numbers:
            says = f"'{emergency.preferred}' is not among the numbers of {region}; use one of them."
            yield Wrong(("regions", region, "preferred"), says)
