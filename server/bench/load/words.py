"""Words to say for ever: mostly of calm conversations, as it is on a line."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from moderation.passage import Passage, Speaker
from moderation.screen import screen_from
from moderation.verdict import Action
from server.demo.scenes import Scene, read
from server.replay.corpus import Turn

CALM: Final = 0.97  # of what is said; the rest is from every conversation


def words(config_dir: Path, chance: Random) -> Iterator[Turn]:
    every = [turn for scene in read() for turn in scene.turns]
    calm = _calm(config_dir, read())
    while True:
        yield chance.choice(calm if chance.random() < CALM else every)


def _calm(config_dir: Path, scenes: tuple[Scene, ...]) -> list[Turn]:
    """What raises no flag by itself."""
    screen = screen_from(config_dir)
    return [
        turn
        for scene in scenes
        for turn in scene.turns
        if Action.FLAG not in screen(Passage(turn.text, "", Speaker(turn.who))).actions
    ]
