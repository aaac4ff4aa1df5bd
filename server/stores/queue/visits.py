"""Visits: a visitor comes, waits, and goes."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.absence import WORRIED_FROM, Absent
from server.domain.ids import PersonId, VisitId
from server.domain.message import Notice
from server.domain.opening import Doorway, Staffing
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import LIVE, ROOMS, Visit, VisitState, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.leases import Fence
from server.stores.queue import intake
from server.stores.queue.counting import staffing, waiting
from server.stores.rooms.leaving import gives_up_seat
from server.stores.rooms.wanted import seat_is_wanted
from server.stores.rows import conversations as talks
from server.stores.rows import preferences
from server.stores.rows import visits as rows
from server.stores.rows.levels import begun_at
from server.stores.tables.core import conversations, messages, visits
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

    async def waiting(self, seen_since: datetime) -> list[str]:
        """Everybody who counts for the limit of the line."""
        async with self.db.read() as tx:
            return await waiting(tx, seen_since)

    async def has_come(self, visit: str) -> bool:
        async with self.db.read() as tx:
            return await tx.scalar(select(visits.c.id).where(visits.c.id == visit)) is not None

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

    async def let_go(self, fence: Fence, visit: VisitId, absent: Absent, at: datetime) -> Wake:
        """Out of a room, or out of the line until they come back. For the one leader.

        Nothing where they have come back meanwhile.
        """
        still_gone = select(visits.c.id).where(visits.c.id == visit, _gone(absent))
        async with self.db.write() as tx:
            await fence.check(tx)
            await talks.with_backstages(self.db, tx, [await rows.talk_of(tx, visit)])
            if await tx.scalar(self.db.lock(still_gone)) is None:
                return Wake()
            found = await rows.one(self.db, tx, visit)
            if found.state in ROOMS:
                return await self._leave(tx, visit, at)
            return await _lapse(tx, found, at)

    async def resume(self, visit: VisitId, at: datetime, seen_since: datetime) -> Wake:
        """Back to the place that they had; doing it twice changes nothing.

        Raises Refusal(CLOSED) where nobody could answer them.
        """
        wake = Wake(wall=True, queue=True)
        wake.look(Role.VISITOR, visit)
        async with self.db.write() as tx:
            await talks.with_backstages(self.db, tx, [await rows.talk_of(tx, visit)])
            found = await rows.one(self.db, tx, visit)
            if found.state is VisitState.WAITING:
                return wake
            staffed = await staffing(tx, seen_since)
            if not staffed.moderators or not staffed.peers:
                raise Refusal(Code.CLOSED)
            await rows.step(tx, found, VisitStep.RESUME, {"seen_at": at})
        return wake

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

    async def gone(self, absent: Absent, most: int = 100) -> list[VisitId]:
        """Those who wait or sit in a room, but whose line has been down for too long."""
        wanted = select(visits.c.id).where(_gone(absent)).limit(most)
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


_LEVEL = (
    select(conversations.c.level)
    .where(conversations.c.id == visits.c.conversation)
    .scalar_subquery()
)


def _gone(absent: Absent) -> ColumnElement[bool]:
    """An offer is taken back first: it never lasts as long as that."""
    patience = case(
        (_LEVEL >= WORRIED_FROM, absent.worried),
        (seat_is_wanted(absent.seat), absent.seat),
        else_=absent.calm,
    )
    return visits.c.state.in_((VisitState.WAITING, *ROOMS)) & (visits.c.seen_at < patience)


async def _lapse(tx: AsyncConnection, visit: Visit, at: datetime) -> Wake:
    """Their words, their flags, their rank and their wait stay; a seat in a room is given up."""
    wake = Wake(wall=True, queue=True)
    wake.look(Role.VISITOR, visit.id)
    await gives_up_seat(tx, visit.id, at, wake)
    await rows.step(tx, visit, VisitStep.LAPSE)
    return wake


class _BegunAlready(Exception):
    """Another page of this visitor was quicker; what was written here is rolled back."""
