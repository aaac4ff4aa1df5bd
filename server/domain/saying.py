"""Something said that is about to be kept, and what keeping it gave."""

from dataclasses import dataclass, field
from datetime import datetime

from moderation.verdict import Level, Verdict
from server.domain.escalation import Raising
from server.domain.ids import ConversationId, PersonId
from server.domain.message import Message
from server.domain.session import Session


@dataclass(frozen=True, slots=True)
class Saying:
    conversation: ConversationId
    speaker: Session
    ref: str
    text: str = field(repr=False)
    verdict: Verdict
    raising: Raising | None
    withheld: bool
    wants_opinion: bool
    at: datetime
    careful: bool = False
    read: bool = False  # by a mentor, or the time for that is over


@dataclass(frozen=True, slots=True)
class Kept:
    """`again`: this `ref` had been kept before, and nothing was changed.

    `raised_to` is the conversation's level if it rose; `flagged` says that a flag was touched.
    `waits_until`: a mentor reads it first; it has no number yet, and nobody else hears it.
    `read_by`: a new peer reads along here, or asks to.
    `about`: in a room both are those of the visitor's own conversation, which this is.
    """

    message: Message
    again: bool = False
    raised_to: Level | None = None
    flagged: bool = False
    about: ConversationId | None = None
    waits_until: datetime | None = None
    read_by: PersonId | None = None

    @property
    def has_number(self) -> bool:
        """In the conversation that its flag is about."""
        return self.about is None and self.waits_until is None
