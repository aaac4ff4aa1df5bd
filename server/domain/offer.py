"""An offer: a waiting visitor shown to one peer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.ids import OfferId, StaffId, VisitId
from server.domain.lifecycle import Lifecycle


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"  # the visitor left, or the peer's line is gone


class OfferStep(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


OFFER = Lifecycle(
    {
        (OfferState.OPEN, OfferStep.ACCEPT): OfferState.ACCEPTED,
        (OfferState.OPEN, OfferStep.DECLINE): OfferState.DECLINED,
        (OfferState.OPEN, OfferStep.LAPSE): OfferState.LAPSED,
        (OfferState.OPEN, OfferStep.WITHDRAW): OfferState.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    id: OfferId
    visit: VisitId
    peer: StaffId
    state: OfferState
    made_at: datetime
    expires_at: datetime
