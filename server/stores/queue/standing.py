"""The queue in one moment: who waits, who is ready, who has refused whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.answerable import Able
from server.domain.disclosure import Disclosure
from server.domain.ids import StaffId, VisitId
from server.domain.matching import QueuePicture, Ready, Waiting
from server.domain.offer import OfferState
from server.domain.visit import VisitState
from server.stores.in_turns import in_turns
from server.stores.queue import able
from server.stores.queue.counting import staffing
from server.stores.rows import preferences
from server.stores.rows.certificates import Qualified
from server.stores.tables.core import conversations, offers, visits
from server.stores.tables.matching import preferences as chosen

WAITS = visits.c.state == VisitState.WAITING
_WHO = (visits.c.id, visits.c.waiting_since, visits.c.language, visits.c.topic)
NOBODY: Final[frozenset[StaffId]] = frozenset()
REFUSED = (OfferState.DECLINED, OfferState.LAPSED)


async def read(
    tx: AsyncConnection, qualified: Qualified, seen_since: datetime, refused_since: datetime
) -> QueuePicture:
    """Only those whose line is up."""
    heads = await staffing(tx, seen_since)
    waiting = await _waiting(tx, seen_since, refused_since)
    told = await preferences.disclosed(tx)
    hoped = await _hoped(tx, qualified, seen_since, told)
    return QueuePicture(
        staffing=heads,
        waiting=tuple(one if one.wish in hoped else replace(one, wish=None) for one in waiting),
        ready=tuple(_ready(await able.peers(tx, qualified, seen_since, able.FREE), told)),
    )


async def _waiting(
    tx: AsyncConnection, seen_since: datetime, refused_since: datetime
) -> tuple[Waiting, ...]:
    refused, never = await _refused(tx, refused_since), await able.never(tx, WAITS)
    wanted = (
        select(*_WHO, conversations.c.level, chosen.c.wish)
        .join(conversations, conversations.c.id == visits.c.conversation)
        .join(chosen, chosen.c.visit == visits.c.id, isouter=True)
        .where(visits.c.state == VisitState.WAITING, visits.c.seen_at >= seen_since)
    )
    found: list[Waiting] = []
    async for some in in_turns(await tx.execute(wanted)):
        found += [
            Waiting(
                visit=VisitId(row.id),
                since=row.waiting_since,
                language=row.language,
                topic=row.topic,
                level=Level(row.level),
                not_now=refused.get(row.id, NOBODY),
                never=never.get(VisitId(row.id), NOBODY),
                wish=row.wish,
            )
            for row in some
        ]
    return tuple(found)


async def _refused(tx: AsyncConnection, since: datetime) -> Mapping[str, frozenset[StaffId]]:
    wanted = select(offers.c.visit, offers.c.peer)
    lately = wanted.where(offers.c.state.in_(REFUSED), offers.c.ended_at >= since)
    refused: dict[str, frozenset[StaffId]] = defaultdict(frozenset)
    for row in await tx.execute(lately):
        refused[row.visit] |= {StaffId(row.peer)}
    return refused


async def _hoped(
    tx: AsyncConnection,
    qualified: Qualified,
    seen_since: datetime,
    told: Mapping[StaffId, Disclosure],
) -> frozenset[str]:
    """What anybody on shift, free or not, has been through: a wish counts if it is among it."""
    if not told:
        return frozenset()
    here = await able.among(tx, qualified, seen_since, told)
    return frozenset().union(*(told[one.duty.staff].experiences for one in here))


def _ready(peers: Sequence[Able], told: Mapping[StaffId, Disclosure]) -> Iterator[Ready]:
    """Without those who are on hold after a report, rest, or hold no certificate."""
    for one in peers:
        peer = one.duty
        if one.is_free:
            yield Ready(
                peer=peer.staff,
                since=peer.since,
                languages=peer.languages,
                topics=peer.topics,
                experiences=_experiences(told, peer.staff),
                up_to=one.up_to,
                talking=peer.load.talking,
            )


def _experiences(told: Mapping[StaffId, Disclosure], peer: StaffId) -> frozenset[str]:
    return told[peer].experiences if peer in told else frozenset()
