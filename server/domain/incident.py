"""One incident, told in the order in which it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.verdict import Level
from server.domain.ids import ConversationId, PersonId, ReferralId
from server.domain.lifecycle import StepNotAllowed
from server.domain.referral import Referral, ReferralState


class IncidentKind(StrEnum):
    OPENED = "opened"
    ENDED = "ended"
    FLAG_RAISED = "flag_raised"
    FLAG_CLAIMED = "flag_claimed"
    FLAG_RESOLVED = "flag_resolved"
    LEVEL = "level"
    PAGE = "page"
    AUDIT = "audit"
    ANSWERED = "answered"
    TOLD_LATER = "told_later"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class Happening:
    """`who` is an id, or a word such as "clock"; `words` are somebody's own, and sealed."""

    at: datetime
    kind: IncidentKind
    who: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Incident:
    """`with_words`: somebody may read them now; else each `words` is empty."""

    conversation: ConversationId
    pseudonym: str
    top_level: Level
    happenings: tuple[Happening, ...]
    referrals: tuple[Referral, ...]
    signed: Mapping[ReferralId, "SignedOff"]
    with_words: bool


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A named moderator has looked at how a referral ended."""

    by: PersonId
    at: datetime


def may_sign_off(referral: Referral, by: str) -> None:
    """Raises StepNotAllowed: before its end, or by who decided it without the visitor's yes."""
    if referral.state is not ReferralState.CONFIRMED:
        raise StepNotAllowed("not confirmed yet")
    if referral.without is not None and referral.without.by == by:
        raise StepNotAllowed("needs a second person")
