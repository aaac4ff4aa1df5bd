"""What invented people say to each other: our own words, one conversation a line."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Final

import msgspec

from server.replay.corpus import Turn

TALKS: Final = Path(__file__).with_name("talks.jsonl")


class Scene(msgspec.Struct, frozen=True):
    """`topic` and `distress` are the visitor's choice; `refer` is a topic of the directory."""

    id: str
    turns: tuple[Turn, ...]
    topic: str | None = None
    distress: int | None = None
    refer: str | None = None

    @property
    def opening(self) -> tuple[Turn, ...]:
        """What the visitor says while waiting."""
        return tuple(takewhile(lambda turn: turn.who == "visitor", self.turns))

    @property
    def after(self) -> tuple[Turn, ...]:
        return self.turns[len(self.opening) :]


def read() -> tuple[Scene, ...]:
    lines = TALKS.read_bytes().splitlines()
    return tuple(msgspec.json.decode(line, type=Scene) for line in lines)


def endless(chance: Random) -> Iterator[Scene]:
    """All in the order of the file, which begins with what is worth seeing; then shuffled."""
    scenes = list(read())
    while True:
        yield from scenes
        chance.shuffle(scenes)
