"""Who wrote a text or a table, when it was last read through, and whether somebody signed it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import msgspec

from config.lines import Place
from config.shapes import Wrong

Said = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a file. A word that it does not know is a mistake."""


class Section(Table, frozen=True, kw_only=True):
    """A part that a person answers for.

    `signed_off` is for the one who answers for it in this organisation, with `signed_by`.
    """

    source: Said
    reviewed: dt.date
    signed_off: bool
    signed_by: str = ""


def sections(part: Any, at: Place = ()) -> Iterator[tuple[Place, Section]]:
    """Every section in a loaded file, and where it stands."""
    if isinstance(part, Section):
        yield at, part
    for name, inner in _parts(part):
        yield from sections(inner, (*at, name))


def unsigned(part: Any) -> tuple[Place, ...]:
    return tuple(at for at, section in sections(part) if not section.signed_off)


def names_missing(part: Any) -> Iterator[Wrong]:
    """A signature is somebody's."""
    for at, section in sections(part):
        if section.signed_off and not section.signed_by.strip():
            says = "this part is signed off by nobody; add signed_by = and a name and a role."
            yield Wrong((*at, "signed_off"), says)


def sentences(part: Any, at: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text in a loaded file, and where it stands."""
    if isinstance(part, str):
        yield at, part
    for name, inner in _parts(part):
        yield from sentences(inner, (*at, name))


def _parts(part: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(part, msgspec.Struct):
        yield from ((name, getattr(part, name)) for name in part.__struct_fields__)
    elif isinstance(part, Mapping):
        yield from part.items()
    elif isinstance(part, tuple):
        yield from enumerate(part)
