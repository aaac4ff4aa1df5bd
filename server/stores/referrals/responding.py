"""Referrals on their way to an outside responder: what is due, and what came of each try."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.ids import ReferralId
from server.domain.referral import ReferralState
from server.domain.responding import Reply, ToSend
from server.domain.sending import Sending
from server.domain.set_back import AHEAD
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.leases import Fence
from server.stores.rows.conversations import key_of
from server.stores.rows.referrals import referral_of
from server.stores.tables.core import conversations, visits
from server.stores.tables.referrals import referrals

OURS: Final = (ReferralState.SENT, ReferralState.HANDED_OVER)
MOST: Final = 20  # asked about in one round
FURTHEST: Final = timedelta(minutes=10)  # the longest between two tries or questions


@dataclass(frozen=True, slots=True)
class SqlResponding:
    db: Database
    sealer: Sealer

    async def due(self, at: datetime) -> list[ToSend]:
        """What must be sent, or asked about, by now. What is forgotten is not."""
        ahead = referrals.c.next_at > at + FURTHEST + AHEAD  # said by a clock that was set back
        wanted = _DUE.where((referrals.c.next_at <= at) | ahead).limit(MOST)
        async with self.db.read() as tx:
            return [self._to_send(row) for row in await tx.execute(wanted)]

    async def tried(
        self, fence: Fence, one: ToSend, reply: Reply, *, again: datetime | None, at: datetime
    ) -> None:
        """Raises LeaseLost. `again` is when to try or to ask next; None: never."""
        delivered = one.sending.delivered_at or (at if reply.taken else None)
        noted = {
            "tries": one.sending.tries + 1,
            "heard": reply.heard or reply.status,
            "delivered_at": delivered,
            "next_at": again,
        }
        here = (referrals.c.id == one.referral) & (referrals.c.sending == one.sending.id)
        async with self.db.write() as tx:
            await fence.check(tx)
            await tx.execute(update(referrals).where(here).values(noted))

    def _to_send(self, row: Row[Any]) -> ToSend:
        referral = referral_of(row, self.sealer, key_of(row))
        return ToSend(
            referral=referral.id,
            state=referral.state,
            sending=referral.sending or Sending(""),
            summary=referral.summary,
            language=row.language,
            level=Level(row.level),
            without_consent=referral.without is not None,
            reference=referral.reference or "",
        )


async def begin(tx: AsyncConnection, referral: ReferralId, sending: str, at: datetime) -> None:
    new = {"sending": sending, "tries": 0, "next_at": at, "delivered_at": None, "heard": ""}
    await tx.execute(update(referrals).where(referrals.c.id == referral).values(new))


_DUE: Final = (
    select(
        referrals,
        conversations.c.key_day,
        conversations.c.wrapped_key,
        conversations.c.level,
        visits.c.language,
    )
    .join(conversations, conversations.c.id == referrals.c.conversation)
    .join(visits, visits.c.conversation == conversations.c.id)
    .where(referrals.c.state.in_(OURS), conversations.c.wrapped_key != DESTROYED)
    .order_by(referrals.c.next_at)
)
