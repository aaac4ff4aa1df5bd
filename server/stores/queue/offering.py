"""An offer is made, inside somebody's transaction: the visit and the duty are locked."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import Duty
from server.domain.ids import OfferId
from server.domain.load import DutyStep
from server.domain.offer import Offer, OfferState
from server.domain.visit import Visit, VisitStep
from server.stores.rows import duties, offers, visits


async def make(
    tx: AsyncConnection, id: str, visit: Visit, peer: Duty, times: tuple[datetime, datetime]
) -> Offer:
    """`times`: from when, and until when it may be answered."""
    await visits.step(tx, visit, VisitStep.OFFER)
    await duties.step(tx, peer, DutyStep.OFFER, times[0])
    made = Offer(OfferId(id), visit.id, peer.staff, OfferState.OPEN, *times)
    await offers.add(tx, made)
    return made
