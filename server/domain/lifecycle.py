"""State machines written as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)


class StepNotAllowed(Exception):
    """This step does not exist from this state."""


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[State, Step]):
    """Every legal move, and nothing else."""

    moves: Mapping[tuple[State, Step], State]

    def after(self, state: State, step: Step) -> State:
        """Return the state after `step`; raises StepNotAllowed if the table has no such move."""
        try:
            return self.moves[state, step]
        except KeyError:
            raise StepNotAllowed(f"{state} has no {step}") from None

    def allows(self, state: State, step: Step) -> bool:
        return (state, step) in self.moves

    def before(self, step: Step) -> tuple[State, ...]:
        """The states from which `step` may be taken, in table order."""
        return tuple(state for state, known in self.moves if known is step)

    def is_final(self, state: State) -> bool:
        """Nothing leads out of it; repeating the step that led there may be legal."""
        return all(source is not state or to is state for (source, _), to in self.moves.items())

    def diagram(self) -> str:
        """The table as a Mermaid chart, for the docs."""
        arrows = (f"    {a} --> {b}: {step}" for (a, step), b in self.moves.items())
        return "\n".join(["stateDiagram-v2", *arrows])
