"""Offers, inside somebody's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import OfferId, StaffId, VisitId
from server.domain.offer import OFFER, Offer, OfferState, OfferStep
from server.domain.refusal import Code, Refusal
from server.stores.database import Database
from server.stores.tables.core import offers, visits


async def add(tx: AsyncConnection, offer: Offer) -> None:
    await tx.execute(
        insert(offers).values(
            id=offer.id,
            visit=offer.visit,
            peer=offer.peer,
            state=offer.state,
            made_at=offer.made_at,
            expires_at=offer.expires_at,
        )
    )


async def talk_of(tx: AsyncConnection, id: str, peer: str) -> str:
    """The conversation that this peer is offered. Raises Refusal(NOT_FOUND)."""
    wanted = select(visits.c.conversation).join(offers, offers.c.visit == visits.c.id)
    found: str | None = await tx.scalar(wanted.where(offers.c.id == id, offers.c.peer == peer))
    if found is None:
        raise Refusal(Code.NOT_FOUND)
    return found


async def of_peer(db: Database, tx: AsyncConnection, id: str, peer: str) -> Offer:
    """The offer if it is this peer's, locked; raises Refusal(NOT_FOUND) otherwise."""
    wanted = select(offers).where(offers.c.id == id, offers.c.peer == peer)
    row = (await tx.execute(db.lock(wanted))).one_or_none()
    if row is None:
        raise Refusal(Code.NOT_FOUND)
    return offer_of(row)


async def open_for(db: Database, tx: AsyncConnection, visit: str) -> Offer | None:
    """The open offer of this visit, locked."""
    wanted = select(offers).where(offers.c.visit == visit, offers.c.state == OfferState.OPEN)
    row = (await tx.execute(db.lock(wanted))).one_or_none()
    return offer_of(row) if row else None


async def open_to(tx: AsyncConnection, peer: str) -> list[str]:
    """The ids of the open offers to this peer: one at most."""
    wanted = select(offers.c.id).where(offers.c.peer == peer, offers.c.state == OfferState.OPEN)
    return list(await tx.scalars(wanted))


async def step(tx: AsyncConnection, offer: Offer, step: OfferStep, at: datetime) -> OfferState:
    state = OFFER.after(offer.state, step)
    await tx.execute(update(offers).where(offers.c.id == offer.id).values(state=state, ended_at=at))
    return state


def offer_of(row: Row[Any]) -> Offer:
    return Offer(
        id=OfferId(row.id),
        visit=VisitId(row.visit),
        peer=StaffId(row.peer),
        state=OfferState(row.state),
        made_at=row.made_at,
        expires_at=row.expires_at,
    )
