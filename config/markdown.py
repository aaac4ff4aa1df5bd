"""The little of Markdown that training is written in. Everything else stays plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike."""

    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    runs: tuple[Run, ...]


SIGNS: Final = {"## ": Kind.HEADING, "- ": Kind.ITEM, "> ": Kind.QUOTE}
STRONG: Final = re.compile(r"\*\*(.+?)\*\*")


def blocks(text: str) -> tuple[Block, ...]:
    """`## `, `- ` and `> ` begin a block, an empty line ends one; `**` makes strong."""
    return tuple(Block(kind, tuple(_runs(words))) for kind, words in _parts(text))


def _parts(text: str) -> Iterator[tuple[Kind, str]]:
    kind, words = Kind.PARAGRAPH, ""
    for line in [*text.splitlines(), ""]:
        sign = line[: line.find(" ") + 1]
        begins = sign in SIGNS
        if words and (begins or not line.strip()):
            yield kind, words
            kind, words = Kind.PARAGRAPH, ""
        if begins:
            kind = SIGNS[sign]
        rest = line.removeprefix(sign) if begins else line
        words = f"{words} {rest.strip()}".strip()


def _runs(words: str) -> Iterator[Run]:
    for index, part in enumerate(STRONG.split(words)):
        if part:
            yield Run(part, strong=index % 2 == 1)
