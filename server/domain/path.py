"""A path of its own: for who says that they are a child, and for a worry about somebody else."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from moderation.verdict import Concern


class Path(StrEnum):
    CHILDREN = "children"
    THIRD_PARTY = "third_party"


BEGINS: Final[Mapping[Concern, Path]] = {
    Concern.MINOR: Path.CHILDREN,
    Concern.THIRD_PARTY: Path.THIRD_PARTY,
}


def begun_by(concerns: Iterable[str]) -> Path | None:
    """A child who worries about a friend is a child first."""
    found = set(concerns)
    return next((path for concern, path in BEGINS.items() if concern in found), None)


def gives_way(path: Path) -> tuple[Path, ...]:
    """The paths that one which is found later takes the place of."""
    return (Path.THIRD_PARTY,) if path is Path.CHILDREN else ()
