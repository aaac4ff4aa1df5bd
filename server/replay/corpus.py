"""Conversations from a file of JSON lines; a bad line is named and never fatal."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from server.contract.values import TEXT_LIMIT


class Turn(msgspec.Struct, frozen=True):
    """What one of the two says at once."""

    who: Literal["visitor", "peer"]
    text: Annotated[str, msgspec.Meta(pattern=r"\S")]

    def __repr__(self) -> str:
        """Without the text: what people write never reaches a log."""
        return f"Turn({self.who!r}, length={len(self.text)})"


class Talk(msgspec.Struct, frozen=True):
    """One conversation of the file. A text over the limit is several turns after reading."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    turns: Annotated[tuple[Turn, ...], msgspec.Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class BadLine:
    number: int
    why: str


@dataclass(slots=True)
class Corpus:
    """`split` counts the texts that were too long for one message."""

    talks: list[Talk] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    split: int = 0


def read(path: Path, limit: int | None = None) -> Corpus:
    """Read at most `limit` good conversations. Empty lines are no conversations and no faults."""
    corpus = Corpus()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if len(corpus.talks) == limit:
                break
            if line.strip():
                _take(corpus, number, line)
    return corpus


def _take(corpus: Corpus, number: int, line: bytes) -> None:
    try:
        talk = msgspec.json.decode(line, type=Talk)
        talk.id.encode(), [turn.text.encode() for turn in talk.turns]
    except (msgspec.DecodeError, UnicodeError, RecursionError) as wrong:
        corpus.bad.append(BadLine(number, str(wrong) or type(wrong).__name__))
        return
    corpus.split += sum(len(turn.text) > TEXT_LIMIT for turn in talk.turns)
    turns = tuple(Turn(turn.who, part) for turn in talk.turns for part in parts(turn.text))
    corpus.talks.append(Talk(talk.id, turns))


def parts(text: str, limit: int = TEXT_LIMIT) -> Iterator[str]:
    """Split at spaces; a word that is longer than the limit is cut."""
    while len(text) > limit:
        cut = text.rfind(" ", 1, limit + 1)
        cut = limit if cut < 0 else cut
        if text[:cut].strip():
            yield text[:cut]
        text = text[cut:].lstrip()
    if text.strip():
        yield text
