"""What a peer writes down after a conversation."""

from dataclasses import dataclass, field

from server.domain.duty import DutyStep


@dataclass(frozen=True, slots=True)
class WrittenUp:
    """`then` is GO_READY or REST."""

    topics: tuple[str, ...]
    note: str = field(repr=False)
    debrief: bool
    then: DutyStep
