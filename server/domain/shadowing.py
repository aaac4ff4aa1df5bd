"""A new peer reads along where an experienced one talks with somebody, if both say yes; a mentor
where a new one does.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import ConversationId, PersonId
from server.domain.lifecycle import Lifecycle
from server.domain.mentoring import FirstRead
from server.domain.message import Notice


class ShadowState(StrEnum):
    ASKED = "asked"  # the peer is asked
    AGREED = "agreed"  # the peer said yes, the visitor is asked
    READING = "reading"
    DECLINED = "declined"
    ENDED = "ended"


class ShadowStep(StrEnum):
    AGREE = "agree"  # the peer
    ALLOW = "allow"  # the visitor
    DECLINE = "decline"  # either of them, at any time
    END = "end"  # the reader, or that it no longer may be


SHADOW: Final = Lifecycle(
    {
        (ShadowState.ASKED, ShadowStep.AGREE): ShadowState.AGREED,
        (ShadowState.ASKED, ShadowStep.DECLINE): ShadowState.DECLINED,
        (ShadowState.ASKED, ShadowStep.END): ShadowState.ENDED,
        (ShadowState.AGREED, ShadowStep.AGREE): ShadowState.AGREED,
        (ShadowState.AGREED, ShadowStep.ALLOW): ShadowState.READING,
        (ShadowState.AGREED, ShadowStep.DECLINE): ShadowState.DECLINED,
        (ShadowState.AGREED, ShadowStep.END): ShadowState.ENDED,
        (ShadowState.READING, ShadowStep.ALLOW): ShadowState.READING,
        (ShadowState.READING, ShadowStep.DECLINE): ShadowState.ENDED,
        (ShadowState.READING, ShadowStep.END): ShadowState.ENDED,
        # repeating a protective step is legal
        (ShadowState.DECLINED, ShadowStep.DECLINE): ShadowState.DECLINED,
        (ShadowState.DECLINED, ShadowStep.END): ShadowState.DECLINED,
        (ShadowState.ENDED, ShadowStep.DECLINE): ShadowState.ENDED,
        (ShadowState.ENDED, ShadowStep.END): ShadowState.ENDED,
    }
)
OVER: Final = (ShadowState.DECLINED, ShadowState.ENDED)


def notice_of(state: ShadowState, *, mentors: bool) -> Notice:
    """What those who are read are told when it begins or ends."""
    if state is ShadowState.READING:
        return Notice.MENTOR_READING if mentors else Notice.LEARNER_READING
    return Notice.MENTOR_STOPPED_READING if mentors else Notice.LEARNER_STOPPED_READING


@dataclass(frozen=True, slots=True)
class Shadow:
    """`reader` is the new peer, by `name`; `peer` is who talks with the visitor.

    `mentors`: the other way round. The reader is a mentor, and the peer is new.
    """

    conversation: ConversationId
    reader: PersonId
    name: str = field(repr=False)
    peer: PersonId
    state: ShadowState
    until: datetime
    from_seq: int
    reading_since: datetime | None = None
    mentors: bool = False

    @property
    def is_over(self) -> bool:
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class ShadowRule:
    """Asked only below one level, ended for good from another on; a question stands so long."""

    asked_below: Level = Level.L1
    ends_from: Level = Level.L2
    patience: timedelta = timedelta(minutes=3)

    def may_be(self, state: ShadowState, top_level: Level) -> bool:
        """`top_level` is the highest that the conversation ever had."""
        limit = self.ends_from if state is ShadowState.READING else self.asked_below
        return top_level < limit


@dataclass(frozen=True, slots=True)
class ReadingPicture:
    """For the own desk of a new peer, or of a mentor. Without a `shadow` they may ask.

    `seconds`: for so long they read the words first that are in `first_read`.
    """

    shadow: Shadow | None = None
    pseudonym: str = field(default="", repr=False)
    peer: str = field(default="", repr=False)
    last_seq: int = 0
    top_level: Level = Level.L0
    is_mentor: bool = False
    seconds: int = 0
    first_read: tuple[FirstRead, ...] = ()
