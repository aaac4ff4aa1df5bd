"""What a peer writes down after a conversation, and at the end of a shift."""

from dataclasses import dataclass, field

from server.domain.duty import DutyStep


@dataclass(frozen=True, slots=True)
class WrittenUp:
    """`then` is GO_READY or REST."""

    topics: tuple[str, ...]
    note: str = field(repr=False)
    debrief: bool
    then: DutyStep


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a shift ends. `mood`: 1 heavy to 5 light, for nobody else; `talk`: to somebody."""

    mood: int | None = None
    talk: bool = False
