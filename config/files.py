"""TOML files that people edit: read into types, and all that is wrong said at once."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from config.lines import line_at, lines_of
from config.shapes import Wrong, wrongs

T = TypeVar("T")
Check = Callable[[T], Iterable[Wrong]]


class BadConfig(Exception):
    """Lists everything wrong, each as 'path:line: what is wrong and what to do'."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file that parsed. Which line a value stands on is looked up only to complain of it."""

    path: Path
    data: Mapping[str, Any]
    text: str

    def bad(self, found: Iterable[Wrong]) -> BadConfig:
        lines = lines_of(self.text)
        problems = sorted((line_at(lines, wrong.at), wrong.says) for wrong in found)
        return BadConfig(f"{self.path}:{line}: {says}" for line, says in problems)


def _nothing(_: object) -> Iterator[Wrong]:
    return iter(())


def load_toml(path: Path, type: type[T], check: Check[T] = _nothing) -> T:
    """The file as a `type` (a msgspec Struct that forbids unknown fields).

    `check` may find more once the shape is right, as `Wrong(place, sentence)`;
    a place is the way to a value: `("helpline", 2, "dial")`.
    """
    file = read_toml(path)
    try:
        loaded = msgspec.convert(file.data, type)
    except msgspec.ValidationError:  # it stops at the first thing; say all of them
        raise file.bad(wrongs(file.data, type)) from None
    if found := list(check(loaded)):
        raise file.bad(found)
    return loaded


def read_toml(path: Path) -> TomlFile:
    text = _text(path)
    try:
        return TomlFile(path, tomllib.loads(text), text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig([_unreadable(path, str(error), text)]) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadConfig([f"{path}:{line}: not UTF-8 text; save the file as UTF-8."]) from None
    except OSError as error:
        raise BadConfig([f"{path}:1: cannot be read ({error.strerror}); put it there."]) from None


def _unreadable(path: Path, message: str, text: str) -> str:
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(at[1]) if at and at[1] else text.count("\n") + 1
    said = message[: at.start()] if at else message
    return f"{path}:{line}: not valid TOML: {said}; look at this line and the one before."


def gather(*loads: Callable[[], Any]) -> tuple[Any, ...]:
    """Every load's result, in order; or one BadConfig with the problems of all of them."""
    results, problems = [], list[str]()
    for load in loads:
        try:
            results.append(load())
        except BadConfig as bad:
            problems += bad.problems
    if problems:
        raise BadConfig(problems)
    return tuple(results)
