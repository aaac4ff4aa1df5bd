"""Everything that is wrong with a value, where msgspec alone would stop at the first thing."""

import re
import types
from collections import abc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Annotated, Any, Final, Union, get_args, get_origin

import msgspec

from config.lines import Place

PLAIN: Final = {
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`str`": "text in quotes",
    "`array`": "a list in [ ]",
    "`object`": "a table",
    "`date`": "a date like 2026-06-02",
    "`datetime`": "a date with a time",
    "`time`": "a time like 09:00:00",
    "`null`": "nothing",
}
LISTS: Final = (list, tuple, set, frozenset, abc.Sequence, abc.Collection)
TABLES: Final = (dict, abc.Mapping)
WHERE: Final = re.compile(r" - at `(?:key in )?\$?(?P<path>.*)`$")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to put right: where it stands in the data, and a sentence about it."""

    at: Place
    says: str


def wrongs(value: object, kind: Any, at: Place = ()) -> Iterator[Wrong]:
    """Everything in `value` that does not fit the type `kind`."""
    inner = list(_within(value, _bare(kind), at))
    yield from inner or _whole(value, kind, at)


def _bare(kind: Any) -> Any:
    """The type without its limits and without `| None`, which TOML cannot write."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        rest = [one for one in get_args(kind) if one is not types.NoneType]
        return _bare(rest[0]) if len(rest) == 1 else kind
    return kind


def _within(value: object, kind: Any, at: Place) -> Iterator[Wrong]:
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _in_struct(value, kind, at)
    elif isinstance(value, dict) and origin in TABLES:
        for key, one in value.items():
            yield from _whole(key, inner[0], (*at, key))
            yield from wrongs(one, inner[1], (*at, key))
    elif isinstance(value, list) and origin in LISTS and inner:
        for index, (one, its) in enumerate(zip(value, _items(inner, len(value)), strict=False)):
            yield from wrongs(one, its, (*at, index))


def _items(inner: tuple[Any, ...], count: int) -> Sequence[Any]:
    return inner if len(inner) > 1 and inner[1] is not Ellipsis else [inner[0]] * count


def _in_struct(value: Mapping[str, object], kind: type, at: Place) -> Iterator[Wrong]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in value.keys() - fields.keys():
        yield Wrong((*at, name), _unknown(name, list(fields)))
    for name, field in fields.items():
        if name in value:
            yield from wrongs(value[name], field.type, (*at, name))
        elif field.required:
            yield Wrong(at, f"'{name}' is missing here; add a line that begins with '{name} ='.")


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    advice = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(sorted(known))}."
    return f"'{name}' is not known here; {advice}"


def _whole(value: object, kind: Any, at: Place) -> Iterator[Wrong]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        inside = WHERE.search(str(error))
        place = (*at, *(_path(inside["path"]) if inside else ()))
        yield Wrong(place, _sentence(place, WHERE.sub("", str(error)), kind))


def _path(path: str) -> Iterator[str | int]:
    for name, index in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path):
        yield name or int(index)


def _sentence(place: Place, message: str, kind: Any) -> str:
    name = next((part for part in reversed(place) if isinstance(part, str)), "the file")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"'{name}' must be one of: {', '.join(str(one.value) for one in kind)}."
    for word, plain in PLAIN.items():
        message = message.replace(word, plain)
    message = message.replace("Expected ", "expected ", 1).replace("got ", "found ", 1)
    return f"'{name}': {message}; change it on this line."
