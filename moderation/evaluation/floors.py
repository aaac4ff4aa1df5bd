"""How well each functionality was done before: no change may do it worse without saying so."""

from collections.abc import Mapping
from math import floor
from pathlib import Path
from typing import Final

import msgspec

from moderation.evaluation.suite import FOLDER, Rate

FILE: Final = FOLDER / "floors.json"
FINE: Final = 1_000

Floors = dict[str, dict[str, float]]
"""By screen and functionality: the share of sentences that it must get right."""


def read_floors(file: Path = FILE) -> Floors:
    if not file.is_file():
        return {}
    return msgspec.json.decode(file.read_bytes(), type=Floors)


def below(
    found: Mapping[str, Rate], floors: Mapping[str, float], *, spare: int = 0
) -> Mapping[str, str]:
    """By functionality: what was lost. So many sentences of each may be lost as are spare."""
    return {
        name: f"{rate} right, and it was {floors[name]:.0%}"
        for name, rate in found.items()
        if name in floors and _rounded(Rate(rate.right + spare, rate.of)) < floors[name]
    }


def raised(old: Floors, found: Mapping[str, Mapping[str, Rate]], *, lower: bool) -> Floors:
    """Floors rise by themselves. They fall only where somebody says so, with `lower`.

    Those of a screen that was not there stay.
    """
    return old | {
        screen: {
            name: _rounded(rate) if lower else max(_rounded(rate), _floor(old, screen, name))
            for name, rate in by.items()
        }
        for screen, by in found.items()
    }


def write_floors(floors: Floors, file: Path = FILE) -> None:
    content = msgspec.json.encode(floors, order="sorted")
    file.write_bytes(msgspec.json.format(content, indent=2) + b"\n")


def _floor(old: Floors, screen: str, name: str) -> float:
    return old.get(screen, {}).get(name, 0.0)


def _rounded(rate: Rate) -> float:
    return floor(rate.share * FINE) / FINE
