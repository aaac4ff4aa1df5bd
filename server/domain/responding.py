"""What is sent to an outside responder, and what comes back from there."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import ReferralId
from server.domain.referral import ReferralState
from server.domain.sending import Sending

RESPONDER: Final = "responder"  # like a line of the directory; and, in the audit, who did it
PAUSES: Final = tuple(timedelta(seconds=each) for each in (2, 10, 30, 60, 120))


class Heard(StrEnum):
    """What the other side says of it. `reached`: they are in touch with the person."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REACHED = "reached"
    DECLINED = "declined"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ToSend:
    """Only what the visitor approved, or what a moderator passes on without their yes."""

    referral: ReferralId
    state: ReferralState
    sending: Sending
    summary: str = field(repr=False)
    language: str
    level: Level
    without_consent: bool
    reference: str = field(default="", repr=False)  # that is known


@dataclass(frozen=True, slots=True)
class Reply:
    """`status` is a code or a word, for the record; `heard` None: nothing that we understand."""

    taken: bool
    status: str
    heard: Heard | None = None
    reference: str = field(default="", repr=False)


def pause_after(tries: int) -> timedelta | None:
    """Before the next try; None: there is none."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
