"""What people on shift say of the screen while they talk: a miss, a hint that was wrong."""

from dataclasses import dataclass
from enum import StrEnum


class LabelKind(StrEnum):
    MISSED = "missed"  # by a moderator: nothing was found where something was
    WRONG = "wrong"  # by a peer or a moderator: a hint was none


@dataclass(frozen=True, slots=True)
class Label:
    """Without a word of the message. `reasons` are those that the hint gave."""

    kind: LabelKind
    concern: str
    reasons: tuple[str, ...] = ()
