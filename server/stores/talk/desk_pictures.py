"""What stands on a peer's desk beside their conversations: the duty, offers, what to wrap up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.exposure import Rest, RestReason
from server.domain.ids import ConversationId
from server.domain.offer import OfferState
from server.domain.pictures import OfferPicture
from server.domain.session import Role
from server.stores.keys.sealing import Sealer
from server.stores.rows import open_notes
from server.stores.rows.offers import offer_of
from server.stores.rows.on_hold import held, on_hold
from server.stores.rows.visits import visit_of
from server.stores.tables.core import conversations, duties, offers, visits, wrap_ups
from server.stores.tables.exposure import rests


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What waits to be written up, the highest level it had, what was noted down meanwhile."""

    conversation: ConversationId | None
    level: Level
    noted: str = field(repr=False)


NOTHING: Final = Unwritten(None, Level.L0, "")

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_DUTIES = (
    select(
        duties,
        duties.c.staff.in_(held()).label("held"),
        duties.c.staff.in_(on_hold()).label("on_hold"),
        rests.c.until,
        rests.c.reason,
    )
    .outerjoin(rests, rests.c.staff == duties.c.staff)
    .where(duties.c.staff.in_(_IDS), duties.c.role == Role.PEER)
)
_OFFERS = (
    select(offers)
    .where(offers.c.peer.in_(_IDS), offers.c.state == OfferState.OPEN)
    .order_by(offers.c.made_at)
)
_OFFERED = (
    select(visits, conversations.c.level)
    .join(conversations, conversations.c.id == visits.c.conversation)
    .where(visits.c.id.in_(_IDS))
)
_WRAPPING = (
    select(wrap_ups.c.peer, wrap_ups.c.conversation, conversations.c.top_level)
    .outerjoin(conversations, conversations.c.id == wrap_ups.c.conversation)
    .where(wrap_ups.c.peer.in_(_IDS), wrap_ups.c.written_at.is_(None))
    .order_by(wrap_ups.c.ended_at)
)


async def duties_of(tx: AsyncConnection, peers: Sequence[str]) -> Mapping[str, Row[Any]]:
    """Each with `held`, `on_hold`, and `until` and `reason` of a rest."""
    return {row.staff: row for row in await tx.execute(_DUTIES, {"ids": list(peers)})}


def rest_of(row: Row[Any] | None) -> Rest | None:
    """Also one that is over."""
    return Rest(row.until, RestReason(row.reason)) if row is not None and row.until else None


async def offers_of(tx: AsyncConnection, peers: Sequence[str]) -> dict[str, list[OfferPicture]]:
    found = [offer_of(row) for row in await tx.execute(_OFFERS, {"ids": list(peers)})]
    if not found:
        return {}
    shown = await tx.execute(_OFFERED, {"ids": [offer.visit for offer in found]})
    whom = {row.id: row for row in shown}
    by_peer: dict[str, list[OfferPicture]] = {}
    for offer in found:
        row = whom[offer.visit]
        picture = OfferPicture(offer, visit_of(row), Level(row.level))
        by_peer.setdefault(offer.peer, []).append(picture)
    return by_peer


async def wrapping(
    tx: AsyncConnection, sealer: Sealer, peers: Sequence[str]
) -> Mapping[str, list[Unwritten]]:
    """The oldest first, with the highest level it had; L0 where it was deleted."""
    rows = (await tx.execute(_WRAPPING, {"ids": list(peers)})).all()
    ids = sorted({row.conversation for row in rows})
    notes = await open_notes.of_talks(tx, sealer, ids) if ids else {}
    found: dict[str, list[Unwritten]] = defaultdict(list)
    for row in rows:
        theirs = (note.text for by, note in notes.get(row.conversation, ()) if by == row.peer)
        level = Level(row.top_level or 0)
        one = Unwritten(ConversationId(row.conversation), level, next(theirs, ""))
        found[row.peer].append(one)
    return found
