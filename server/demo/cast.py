"""What all invented people of one demonstration share."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from server.demo.scenes import Scene
from server.demo.tempo import Tempo
from server.replay.house import House


@dataclass(frozen=True, slots=True)
class Cast:
    """`playing` holds the scenes of visitors who are here now, by their pseudonym."""

    house: House
    tempo: Tempo
    scenes: Iterator[Scene]
    peers: frozenset[str]  # their names
    topics: frozenset[str]  # that a visitor may choose here
    playing: dict[str, Scene] = field(default_factory=dict)

    def enter(self, conversation: str, pseudonym: str, scene: Scene) -> None:
        self.playing[pseudonym] = scene
        self.house.joined(conversation, pseudonym)

    def leave(self, pseudonym: str) -> None:
        """Nobody counts what was said here."""
        self.playing.pop(pseudonym, None)
        self.house.said.clear()

    def is_ours(self, conversation: str) -> bool:
        return conversation in self.house.members
