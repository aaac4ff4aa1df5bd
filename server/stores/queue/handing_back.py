"""An offer ends unaccepted: the visitor is back at the head, the peer free again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.load import DutyStep
from server.domain.offer import Offer, OfferState, OfferStep
from server.domain.session import Role
from server.domain.visit import VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import conversations as talks
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
    if duty and duty.load.offered:
        await duties.step(tx, duty, DutyStep.RETURN, at)
    wake.look(Role.VISITOR, offer.visit)
    wake.look(Role.PEER, offer.peer)
    return wake


async def hand_on(db: Database, tx: AsyncConnection, peer: str, at: datetime) -> Wake:
    """Who is about to go away has refused nobody. Nothing of this transaction is locked yet."""
    wake = Wake()
    for id_ in await offers.open_to(tx, peer):
        await talks.one(db, tx, await offers.talk_of(tx, id_, peer))
        offer = await offers.of_peer(db, tx, id_, peer)
        if offer.state is OfferState.OPEN:
            wake.add(await hand_back(db, tx, offer, OfferStep.WITHDRAW, at))
    return wake
