"""The fields of a type as rows of a table, with their limits in words."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, get_args, get_type_hints

from server.contract.commands import Command
from server.contract.events import Event
from server.contract.schemas import Schema, components, referred
from server.contract.values import Body, Request

FORMS: Final[Mapping[str, str]] = {
    r"\S": "not only spaces",
    r"^[!-~]+$": "ASCII without spaces",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language tag such as `en`",
    r"^[a-z0-9_]{1,40}$": "up to 40 of a–z, 0–9 and _",
    r"^[A-Z]{2}$": "a country, two capital letters",
}
NAMES: Final[Mapping[str, str]] = {
    "integer": "whole number",
    "boolean": "true or false",
    "string": "text",
    "number": "number",
    "null": "null",
}


def rows(shape: str, *, received: bool) -> Iterator[str]:
    """A table of the fields, or nothing where there are none."""
    schema = components()[shape]
    fields: Mapping[str, Schema] = schema["properties"]
    if fields:
        moments = _moments(shape)
        yield "| field | what |" if received else "| field | what | default |"
        yield "|---|---|" if received else "|---|---|---|"
        for name, inner in fields.items():
            what = described(inner)
            what = what.replace("text", "datetime") if name in moments else what
            default = "" if received else f" {_default(inner, needed=name in schema['required'])} |"
            yield f"| `{name}` | {what} |{default}"
        yield ""


def _moments(shape: str) -> set[str]:
    """The fields that hold a time: to JSON Schema they are plain strings."""
    bases = (Command, Event, Request, Body)
    shapes = {s.__name__: s for base in bases for s in base.__subclasses__()}
    hints = get_type_hints(shapes[shape]) if shape in shapes else {}
    return {name for name, hint in hints.items() if datetime in (hint, *get_args(hint))}


def described(schema: Schema) -> str:
    """One type in words, as it may stand in a sentence."""
    match schema:
        case {"enum": values}:
            return ", ".join(f"`{json.dumps(value)}`" for value in values)
        case {"anyOf": options}:
            return " or ".join(map(described, options))
        case {"type": "array", "items": item}:
            return f"list of {described(item)}"
        case {"type": "object", "additionalProperties": value}:
            return f"object: a {described(value)} for each name"
    name = referred(schema)
    return f"[{name}](#{name.lower()})" if name else _plain(schema)


def _plain(schema: Schema) -> str:
    limits = ", ".join(_limits(schema))
    return NAMES[schema["type"]] + (f" ({limits})" if limits else "")


def _limits(schema: Schema) -> Iterator[str]:
    match schema:
        case {"minLength": low, "maxLength": high}:
            yield f"{low}–{high} characters"
        case {"maxLength": high}:
            yield f"up to {high} characters"
        case {"minimum": low, "maximum": high}:
            yield f"{low}–{high}"
        case {"minimum": low}:
            yield f"{low} or more"
    if form := schema.get("pattern"):
        yield FORMS.get(form, f"`{form}`")


def _default(schema: Schema, *, needed: bool) -> str:
    return "needed" if needed else f"`{json.dumps(schema['default'])}`"
