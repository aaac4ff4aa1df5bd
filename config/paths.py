"""The children's path and the third-party path: which lines come first, and who says what."""

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.ladder import Script
from config.section import Said, Section, Table, names_missing
from config.service import Word


class PathWords(Section, frozen=True):
    """Lines of one of `topics` come first on the visitor's card."""

    name: Said
    topics: Annotated[tuple[Word, ...], Meta(min_length=1)]
    peer_hint: Said
    script: Script
    checklist: Annotated[tuple[Said, ...], Meta(min_length=1)]


class Paths(Table, frozen=True):
    children: PathWords
    third_party: PathWords

    def of(self, path: str) -> PathWords:
        return {"children": self.children, "third_party": self.third_party}[path]


def load_paths(config_dir: Path) -> Paths:
    return load_toml(config_dir / "paths.toml", Paths, names_missing)
