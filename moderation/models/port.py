"""What any model is to the screen: texts in, scores out, and an honest word on how it is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from moderation.passage import Passage

Scores = Mapping[str, float]
"""By the model's own labels, each from 0 to 1."""


class State(StrEnum):
    """Shown to moderators. Whatever it is, the rest of the screen works."""

    ABSENT = "absent"  # not installed: its packages or its files are not there
    STARTING = "starting"  # is being loaded
    READY = "ready"
    SLOW = "slow"  # did not finish in time; asked again next time
    FAILED = "failed"  # its files are wrong, it raised, or its scores were no numbers


class Unscored(Exception):
    """The model gave no scores. Says which state it is in and why, never what the text was."""

    def __init__(self, state: State, why: str) -> None:
        super().__init__(f"{state}: {why}")
        self.state = state
        self.why = why


class Model(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def state(self) -> State: ...

    @property
    def why(self) -> str:
        """One sentence on the state; empty when ready."""
        ...

    def score(self, passages: Sequence[Passage]) -> Sequence[Scores]:
        """One for each passage, in their order. Raises Unscored, and nothing else."""
        ...
