"""The contract as JSON Schema: what the generated TypeScript and the protocol page are made of."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from server.contract.commands import Command
from server.contract.events import Event, Refused
from server.contract.namespaces import NAMESPACES
from server.contract.requests import REQUESTS

ROOT: Final = Path(__file__).parents[2]
Schema = Mapping[str, Any]


def commands() -> list[type[Command]]:
    """Each command once, in the order of the namespaces."""
    return list(dict.fromkeys(c for space in NAMESPACES.values() for c in space.commands))


def events() -> list[type[Event]]:
    return list(dict.fromkeys(e for space in NAMESPACES.values() for e in space.events))


def answers() -> list[type]:
    """What the acks of commands and the answers to requests carry, each type once."""
    found = [a for space in NAMESPACES.values() for a in space.commands.values()]
    found += [asking.answer for asking in REQUESTS.values()]
    return list(dict.fromkeys(a for a in found if a is not None))


@cache
def components() -> Mapping[str, Schema]:
    """Every type of the contract by its name: what is asked, told, answered, and its parts."""
    every = [*commands(), *events(), *REQUESTS, *answers(), Refused]
    _, found = msgspec.json.schema_components(every)
    return found


def referred(schema: Schema) -> str | None:
    """The name that a `$ref` points to."""
    return str(schema["$ref"]).rsplit("/", 1)[-1] if "$ref" in schema else None


def write(target: Path, text: Callable[[], str]) -> None:
    """Write a generated file, making its folder if need be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text(), encoding="utf-8")
