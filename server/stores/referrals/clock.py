"""The clock of referrals: what nobody answers, hands over or confirms in time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.coming_back import Pathway
from server.domain.conversation import Conversation
from server.domain.escalation import Raising
from server.domain.ids import PersonId
from server.domain.message import Notice
from server.domain.referral import RUNNING, Referral, ReferralState, ReferralStep
from server.domain.session import Role, Session
from server.domain.set_back import AHEAD
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.leases import Fence
from server.stores.referrals.steps import Told, looks, tell
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import referrals as rows
from server.stores.tables.core import conversations, messages
from server.stores.tables.referrals import referrals

RaisingFor = Callable[[ReferralState, Level], Raising]
CLOCK = "clock"  # who raised a flag that no person raised
HEARD_OF = (Notice.REFERRAL_SENT, Notice.REFERRAL_SILENT)


@dataclass(frozen=True, slots=True)
class SqlReferralClock:
    db: Database
    sealer: Sealer
    calling: Calling
    pathway: Pathway

    async def expire(self, fence: Fence, raising: RaisingFor, at: datetime) -> list[Wake]:
        """An offer that nobody answered ends; what is accepted is asked about again and again."""
        await self._cut_short(fence, at)
        async with self.db.write() as tx:
            await fence.check(tx)
            due = (await tx.execute(select(referrals).where(_late(at)))).all()
            await talks.with_backstages(self.db, tx, [row.conversation for row in due])
            return [wake for row in due for wake in await self._turn(tx, row.id, raising, at)]

    async def _cut_short(self, fence: Fence, at: datetime) -> None:
        """What has more time than it may have from now on has that: since the level has risen, or
        the clock was set back.
        """
        due = list(self._too_long(at))
        async with self.db.read() as tx:
            found = await tx.scalar(
                select(referrals.c.id).where(or_(*(longer for _, longer in due))).limit(1)
            )
        if found is None:
            return
        async with self.db.write() as tx:
            await fence.check(tx)
            for until, longer in due:
                await tx.execute(update(referrals).where(longer).values(expires_at=until))

    def _too_long(self, at: datetime) -> Iterator[tuple[datetime, ColumnElement[bool]]]:
        for state, time in self.pathway.patience.items():
            yield at + time, _longer(state, at + time)
        for (state, level), time in self.pathway.sooner.items():
            yield at + time, _longer(state, at + time) & referrals.c.conversation.in_(_at(level))

    async def _turn(
        self, tx: AsyncConnection, id: str, raising: RaisingFor, at: datetime
    ) -> list[Wake]:
        talk = await talks.one(self.db, tx, await rows.talk_of(tx, id))
        found, _ = await rows.one(self.db, tx, self.sealer, id)
        if found.state not in RUNNING or found.expires_at > at:
            return []  # somebody was faster
        await self._over(tx, found, talk.level, at)
        why = raising(found.state, talk.level)
        await self.calling.call(tx, talk, why, by=CLOCK, at=at, first=found.offered_by)
        told = Told(Session(PersonId(CLOCK), Role.SERVICE), at)
        if found.state is ReferralState.SENT and await _is_news(tx, talk):
            return [await tell(tx, talk, found, Notice.REFERRAL_SILENT, told)]
        return [looks(talk)]

    async def _over(
        self, tx: AsyncConnection, referral: Referral, level: Level, at: datetime
    ) -> None:
        if referral.state is ReferralState.OFFERED:
            await rows.step(tx, referral, ReferralStep.EXPIRE, {"ended_at": at})
            return
        later = {"expires_at": at + self.pathway.lasts(referral.state, level)}
        await tx.execute(update(referrals).where(referrals.c.id == referral.id).values(later))


async def _is_news(tx: AsyncConnection, talk: Conversation) -> bool:
    """The visitor reads of one silence once, however long it is."""
    here = (messages.c.conversation == talk.id) & messages.c.notice.in_(HEARD_OF)
    last = select(messages.c.notice).where(here).order_by(messages.c.seq.desc()).limit(1)
    return await tx.scalar(last) == Notice.REFERRAL_SENT


def _longer(state: ReferralState, until: datetime) -> ColumnElement[bool]:
    """Waiting for more time than this state may take."""
    return (referrals.c.state == state) & (referrals.c.expires_at > until + AHEAD)


def _at(level: Level) -> Select[tuple[str]]:
    return select(conversations.c.id).where(conversations.c.level == level)


def _late(at: datetime) -> ColumnElement[bool]:
    return referrals.c.state.in_(tuple(RUNNING)) & (referrals.c.expires_at <= at)
