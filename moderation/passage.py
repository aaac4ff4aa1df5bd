"""The text under review, and what it needs to be understood."""

from dataclasses import dataclass, field
from enum import StrEnum


class Speaker(StrEnum):
    """Whose words they are: the policy differs."""

    VISITOR = "visitor"
    PEER = "peer"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Passage:
    """One message. `before` is the message before it in the conversation, whoever said it."""

    text: str = field(repr=False)
    before: str = field(default="", repr=False)
    speaker: Speaker = Speaker.VISITOR
