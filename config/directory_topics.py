"""The topics of helplines and services, and what staff call them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import BadConfig, load_toml
from config.section import Said, Table
from config.service import Word


class Topics(Table, frozen=True):
    topics: Annotated[Mapping[Word, Said], Meta(min_length=1)]


def load_topics(config_dir: Path) -> Mapping[str, str]:
    return load_toml(config_dir / "directory.toml", Topics).topics


def known_topics(config_dir: Path) -> frozenset[str] | None:
    """None where the file is broken: its own load tells of that."""
    try:
        return frozenset(load_topics(config_dir))
    except BadConfig:
        return None
