"""Whether a translation is made as the first language is: the same lists, the same placeholders."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any, Final

import msgspec

from config.lines import Place
from config.plurals import Plural
from config.shapes import Wrong

PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
NUMBER: Final = "{n}"
FREE: Final = frozenset({"source", "signed_by"})  # about a text, and no part of it


def unlike(first: Any, other: Any, at: Place = ()) -> Iterator[Wrong]:
    """Places in `other` that differ from `first`, which is of the same type."""
    if isinstance(first, Plural):
        yield from _unlike_plural(first.other, other, at)
    elif isinstance(first, msgspec.Struct):
        names = (name for name in first.__struct_fields__ if name not in FREE)
        for name in names:
            yield from unlike(getattr(first, name), getattr(other, name), (*at, name))
    elif isinstance(first, tuple):
        yield from _unlike_list(first, other, at)
    elif isinstance(first, str):
        yield from _unlike_words(first, other, at)


def _unlike_list(first: tuple[Any, ...], other: tuple[Any, ...], at: Place) -> Iterator[Wrong]:
    if len(first) != len(other):
        says = f"{len(other)} parts stand here; the first language has {len(first)}."
        yield Wrong(at, says)
        return
    for index, (one, its) in enumerate(zip(first, other, strict=True)):
        yield from unlike(one, its, (*at, index))


def _unlike_plural(first: str, other: Plural, at: Place) -> Iterator[Wrong]:
    """A form may leave out the number where its word says it: "one new message"."""
    for name in other.__struct_fields__:
        said = getattr(other, name)
        if said is not None:
            full = said if NUMBER in said or name == "other" else f"{said} {NUMBER}"
            yield from _unlike_words(first, full, (*at, name))


def _unlike_words(first: str, other: str, at: Place) -> Iterator[Wrong]:
    wanted, there = _placeholders(first), _placeholders(other)
    for name in sorted(wanted - there):
        yield Wrong(at, f"{name} is missing here; the first language has it.")
    for name in sorted(there - wanted):
        yield Wrong(at, f"{name} is not in the first language; take it out.")


def _placeholders(said: str) -> AbstractSet[str]:
    return set(PLACEHOLDER.findall(said))
