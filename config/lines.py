"""On which line each value of a TOML file stands; the standard parser does not say."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Place = tuple[str | int, ...]

TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|\n"
    r"|[\[\]{}=,.]"
    r"|[^\s\[\]{}=,.#\"']+",
    re.DOTALL,
)
ENDS: Final = frozenset({"\n", ",", "]", "}", ""})


def lines_of(text: str) -> Mapping[Place, int]:
    """Line (from 1) of every table, key and list entry. The text must be valid TOML."""
    return _Walk(_tokens(text)).through()


def line_at(lines: Mapping[Place, int], place: Place) -> int:
    """The line of a place, or of the nearest thing round it that has one."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _tokens(text: str) -> list[tuple[str, int]]:
    tokens, line, done = [], 1, 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", done, match.start())
        done = match.start()
        if not match.group().startswith("#"):
            tokens.append((match.group(), line))
    return tokens


@dataclass(slots=True)
class _Walk:
    tokens: list[tuple[str, int]]
    at: int = 0
    lines: dict[Place, int] = field(default_factory=dict)
    entries: dict[Place, int] = field(default_factory=dict)

    def through(self) -> Mapping[Place, int]:
        table: Place = ()
        while self.at < len(self.tokens):
            if self._sees("["):
                table = self._header()
            elif not self._take("\n"):
                self._pair(table)
        return self.lines

    def _header(self) -> Place:
        line = self.tokens[self.at][1]
        depth = 2 if self.tokens[self.at + 1][0] == "[" else 1
        self.at += depth
        keys = self._keys()
        self.at += depth
        place = self._entry(keys) if depth == 2 else self._resolved(keys)
        self._mark(place, line)
        return place

    def _entry(self, keys: list[str]) -> Place:
        name = (*self._resolved(keys[:-1]), keys[-1])
        self.entries[name] = self.entries.get(name, 0) + 1
        return (*name, self.entries[name] - 1)

    def _resolved(self, keys: list[str]) -> Place:
        place: Place = ()
        for key in keys:
            place = (*place, key)
            if place in self.entries:
                place = (*place, self.entries[place] - 1)
        return place

    def _pair(self, table: Place) -> None:
        line = self.tokens[self.at][1]
        place = (*table, *self._keys())
        self._mark(place, line)
        self._take("=")
        self._value(place)

    def _mark(self, place: Place, line: int) -> None:
        """The place and all round it that stood on no line yet."""
        for length in range(1, len(place) + 1):
            self.lines.setdefault(place[:length], line)

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self._take("."):
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        token = self.tokens[self.at][0]
        self.at += 1
        return next(iter(tomllib.loads(f"{token} = 0")))

    def _value(self, place: Place) -> None:
        if self._take("["):
            self._list(place)
        elif self._take("{"):
            self._inline_table(place)
        else:
            while self._now() not in ENDS:
                self.at += 1

    def _list(self, place: Place) -> None:
        index = 0
        while not self._take("]"):
            if self._take("\n") or self._take(","):
                continue
            self.lines[(*place, index)] = self.tokens[self.at][1]
            self._value((*place, index))
            index += 1

    def _inline_table(self, place: Place) -> None:
        while not self._take("}"):
            if not self._take(","):
                self._pair(place)

    def _now(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _sees(self, token: str) -> bool:
        return self._now() == token

    def _take(self, token: str) -> bool:
        if not self._sees(token):
            return False
        self.at += 1
        return True
