"""The text under review, and what it needs to be understood."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.course.mark import Mark


class Speaker(StrEnum):
    """Whose words they are: the policy differs."""

    VISITOR = "visitor"
    PEER = "peer"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Passage:
    """One message. `before` is the message before it in the conversation, whoever said it.

    `trail` is what the last messages left behind, the newest last; empty where nobody keeps it.
    Where several visitors talk with each other, the words of the others are in neither.
    """

    text: str = field(repr=False)
    before: str = field(default="", repr=False)
    speaker: Speaker = Speaker.VISITOR
    trail: "tuple[Mark, ...]" = field(default=(), repr=False)

    @property
    def after_danger(self) -> bool:
        """Whether its speaker is a visitor who spoke of danger lately, in other messages."""
        visitor = self.speaker is Speaker.VISITOR
        return visitor and any(one.speaker is self.speaker and one.danger > 1 for one in self.trail)
