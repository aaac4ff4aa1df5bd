"""A referral: the pathway from here to another service, carried to its end."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from server.domain.ids import ConversationId, ReferralId, StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.sending import Sending


class ReferralState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SENT = "sent"  # to an outside responder, who has not taken them over
    DECIDED = "decided"  # by a moderator, without the visitor's yes
    EXPIRED = "expired"
    HANDED_OVER = "handed_over"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class ReferralStep(StrEnum):
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    DECIDE = "decide"
    SEND = "send"
    EXPIRE = "expire"
    HAND_OVER = "hand_over"
    CONFIRM = "confirm"
    FAIL = "fail"


REFERRAL = Lifecycle(
    {
        (ReferralState.OFFERED, ReferralStep.ACCEPT): ReferralState.ACCEPTED,
        (ReferralState.OFFERED, ReferralStep.DECLINE): ReferralState.DECLINED,
        (ReferralState.OFFERED, ReferralStep.EXPIRE): ReferralState.EXPIRED,
        (ReferralState.OFFERED, ReferralStep.DECIDE): ReferralState.DECIDED,
        (ReferralState.ACCEPTED, ReferralStep.HAND_OVER): ReferralState.HANDED_OVER,
        (ReferralState.ACCEPTED, ReferralStep.FAIL): ReferralState.FAILED,
        (ReferralState.ACCEPTED, ReferralStep.SEND): ReferralState.SENT,
        (ReferralState.DECIDED, ReferralStep.SEND): ReferralState.SENT,
        (ReferralState.SENT, ReferralStep.HAND_OVER): ReferralState.HANDED_OVER,
        (ReferralState.SENT, ReferralStep.FAIL): ReferralState.FAILED,
        (ReferralState.DECIDED, ReferralStep.HAND_OVER): ReferralState.HANDED_OVER,
        (ReferralState.DECIDED, ReferralStep.FAIL): ReferralState.FAILED,
        (ReferralState.HANDED_OVER, ReferralStep.CONFIRM): ReferralState.CONFIRMED,
        (ReferralState.HANDED_OVER, ReferralStep.FAIL): ReferralState.FAILED,
        (ReferralState.FAILED, ReferralStep.OFFER): ReferralState.OFFERED,
        (ReferralState.FAILED, ReferralStep.DECIDE): ReferralState.DECIDED,
    }
)

# Somebody's turn: the moderator's or the other side's; with an offer, the visitor's.
CARRIED = frozenset(
    {
        ReferralState.ACCEPTED,
        ReferralState.DECIDED,
        ReferralState.SENT,
        ReferralState.HANDED_OVER,
    }
)
RUNNING = frozenset({ReferralState.OFFERED, *CARRIED})
UNFINISHED = frozenset({*RUNNING, ReferralState.FAILED})


@dataclass(frozen=True, slots=True)
class Without:
    """Without the visitor's yes: `reason` is one of the table's, `told` whether they know."""

    reason: str
    words: str = field(repr=False)
    by: StaffId
    at: datetime
    told: bool


@dataclass(frozen=True, slots=True)
class Referral:
    """`resource` is an id of the directory; `reference` is the receiving side's own number.

    `summary` is what is passed on: as it was offered, then as the visitor has approved it.
    `expires_at` is when the step that it waits for has taken too long.
    """

    id: ReferralId
    conversation: ConversationId
    resource: str
    state: ReferralState
    offered_by: StaffId
    offered_at: datetime
    expires_at: datetime
    reason: str = field(repr=False)
    reference: str | None = field(default=None, repr=False)
    ended_at: datetime | None = None
    summary: str = field(default="", repr=False)
    without: Without | None = None
    sending: Sending | None = None
    confirmed_by: str = ""  # a member of staff, or the responder

    def redacted(self) -> Self:
        """Without anybody's own words."""
        without = self.without and replace(self.without, words="")
        return replace(self, reason="", summary="", reference=None, without=without)

    @property
    def hidden(self) -> bool:
        """The visitor must not be told of it."""
        return self.without is not None and not self.without.told
