"""An offer ends unaccepted: the visitor is back at the head, the peer free again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.duty import DutyState, DutyStep
from server.domain.offer import Offer, OfferStep
from server.domain.session import Role
from server.domain.visit import VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import duties, offers, visits


async def hand_back(
    db: Database, tx: AsyncConnection, offer: Offer, step: OfferStep, at: datetime
) -> Wake:
    """The conversation of the visit is locked."""
    wake = Wake(wall=True, queue=True)
    await offers.step(tx, offer, step, at)
    visit = await visits.one(db, tx, offer.visit)
    await visits.step(tx, visit, VisitStep.RETURN)
    duty = await duties.find(db, tx, offer.peer, Role.PEER)
    if duty and duty.state is DutyState.OFFERED:
        await duties.step(tx, duty, DutyStep.RETURN, at)
    wake.look(Role.VISITOR, offer.visit)
    wake.look(Role.PEER, offer.peer)
    return wake
