"""Visits: a visitor comes, waits, and goes."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.ids import PersonId, VisitId
from server.domain.message import Notice
from server.domain.opening import Doorway, Staffing
from server.domain.session import Role
from server.domain.visit import LIVE, ROOMS, Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.leases import Fence
from server.stores.queue import intake
from server.stores.queue.counting import staffing
from server.stores.rows import conversations as talks
from server.stores.rows import preferences
from server.stores.rows import visits as rows
from server.stores.rows.levels import begun_at
from server.stores.tables.core import messages, visits
from server.stores.talk.closing import Closing, Ending
from server.stores.talk.own_talk import own_talk


@dataclass(frozen=True, slots=True)
class SqlVisits:
    db: Database
    sealer: Sealer
    close: Closing

    async def staffing(self, seen_since: datetime) -> Staffing:
        async with self.db.read() as tx:
            return await staffing(tx, seen_since)

    async def begin(
        self, visit: Visit, doorway: Doorway | None = None, level: Level = Level.L0
    ) -> Wake:
        """Keep a visit that waits, and its conversation at this level. Beginning twice begins once.

        `doorway` is asked in the same transaction: the last place is given once, and nobody gets
        in after intake was paused. Raises Refusal.
        """
        wake = Wake(wall=True, queue=True)
        wake.look(Role.VISITOR, visit.id)
        with suppress(_BegunAlready):
            async with self.db.write() as tx:
                await self._add(tx, visit, doorway, level)
        return wake

    async def _add(
        self, tx: AsyncConnection, visit: Visit, doorway: Doorway | None, level: Level
    ) -> None:
        await intake.lock(tx)
        if await rows.find(self.db, tx, visit.id) is not None:
            return
        if doorway:
            doorway.pass_through(await staffing(tx, doorway.seen_since))
        await talks.add(tx, own_talk(visit, level), self.sealer.new_key(visit.conversation))
        if level:
            await begun_at(tx, visit.conversation, level, visit.id, visit.arrived_at)
        if not await rows.add(self.db, tx, visit):
            raise _BegunAlready
        await preferences.add(tx, visit)

    async def choose_country(self, visit: VisitId, region: str | None) -> Wake:
        """Cards are of this country from now on, for everybody. Raises Refusal(NOT_FOUND)."""
        wake = Wake(wall=True)
        wake.look(Role.VISITOR, visit)
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await rows.talk_of(tx, visit))
            await tx.execute(update(visits).where(visits.c.id == visit).values(region=region))
        for member in talk.members:
            wake.look(member.role, member.person)
        return wake

    async def leave(self, visit: VisitId, at: datetime) -> Wake:
        """Leave from anywhere; leaving twice changes nothing."""
        async with self.db.write() as tx:
            return await self._leave(tx, visit, at)

    async def let_go(self, fence: Fence, visit: VisitId, before: datetime, at: datetime) -> Wake:
        """They have left, unless they have come back since `before`. For the one leader."""
        still_gone = select(visits.c.id).where(visits.c.id == visit, visits.c.seen_at < before)
        async with self.db.write() as tx:
            await fence.check(tx)
            await talks.with_backstages(self.db, tx, [await rows.talk_of(tx, visit)])
            if await tx.scalar(self.db.lock(still_gone)) is None:
                return Wake()
            return await self._leave(tx, visit, at)

    async def _leave(self, tx: AsyncConnection, visit: VisitId, at: datetime) -> Wake:
        talk = await talks.one(self.db, tx, await rows.talk_of(tx, visit))
        found = await rows.one(self.db, tx, visit)
        end = Ending(VisitStep.LEAVE, Notice.VISITOR_LEFT, PersonId(visit), found.pseudonym, at)
        return await self.close(tx, found, talk, end)

    async def seen(self, present: Sequence[str], at: datetime) -> None:
        """Their lines are up now."""
        here = visits.c.id.in_(sorted(present))
        async with self.db.write() as tx:
            await tx.execute(self.db.lock(select(visits.c.id).where(here).order_by(visits.c.id)))
            await tx.execute(update(visits).where(here).values(seen_at=at))

    async def gone(self, before: datetime, most: int = 100) -> list[VisitId]:
        """Those who wait or sit in a room, but whose line has been down since `before`."""
        waiting = (VisitState.WAITING, VisitState.OFFERED, *ROOMS)
        there = visits.c.state.in_(waiting)
        wanted = select(visits.c.id).where(there, visits.c.seen_at < before).limit(most)
        async with self.db.read() as tx:
            return [VisitId(row.id) for row in await tx.execute(wanted)]

    async def silent(self, before: datetime, most: int = 100) -> list[VisitId]:
        """Those that nobody ended, but in which nobody has said anything since `before`."""
        newest = (
            select(func.max(messages.c.at))
            .where(messages.c.conversation == visits.c.conversation)
            .scalar_subquery()
        )
        long_silent = func.coalesce(newest, visits.c.arrived_at) < before
        wanted = select(visits.c.id).where(visits.c.state.in_(LIVE), long_silent).limit(most)
        async with self.db.read() as tx:
            return [VisitId(row.id) for row in await tx.execute(wanted)]

    async def live(self) -> int:
        async with self.db.read() as tx:
            counted = select(func.count()).select_from(visits).where(visits.c.state.in_(LIVE))
            return await tx.scalar(counted) or 0


class _BegunAlready(Exception):
    """Another page of this visitor was quicker; what was written here is rolled back."""
