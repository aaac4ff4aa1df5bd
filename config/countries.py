"""What countries are called in other languages: data from a public collection of names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from config.emergency import Region
from config.files import gather, load_toml
from config.section import Said, Table

FOLDER: Final = "countries"


class CountriesFile(Table, frozen=True):
    source: Said
    licence: Said
    names: dict[Region, Said]


@dataclass(frozen=True, slots=True)
class Countries:
    by_language: Mapping[str, Mapping[str, str]]

    def called(self, code: str, language: str, otherwise: str) -> str:
        return self.by_language.get(language, {}).get(code, otherwise)


def load_countries(config_dir: Path) -> Countries:
    """There need be none: then every country has the name in emergency.toml."""
    paths = sorted((config_dir / FOLDER).glob("*.toml"))
    files = gather(*(partial(load_toml, path, CountriesFile) for path in paths))
    return Countries({p.stem: one.names for p, one in zip(paths, files, strict=True)})
