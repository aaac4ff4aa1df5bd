"""Forgetting: keys first, then rows, then what the files still hold."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.alone import keys_of
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import Vault
from server.stores.leases import Fence
from server.stores.queue import waits
from server.stores.referrals import later_answers
from server.stores.rooms import forgetting as room_forgetting
from server.stores.rows import (
    coachings,
    counted,
    exposures,
    legal_holds,
    on_hold,
    papers,
    unsaid,
    ways_back,
)
from server.stores.rows import conversations as talks
from server.stores.rows import forgetting as forgotten
from server.stores.rows import visits as visit_rows
from server.stores.shifts import break_room
from server.stores.tables.accounts import proofs
from server.stores.tables.core import conversations, wrap_ups
from server.stores.tables.house import invitations, staff_sessions
from server.stores.tables.watch import posts
from server.stores.talk import thanks

LINGER = timedelta(hours=1)  # a session that is over: whoever is on duty by it departs first
MIDNIGHT_GRACE = timedelta(hours=1)  # a conversation may begin under the old day's key


@dataclass(frozen=True, slots=True)
class SqlForgetting:
    """`forget` is the visitor's own wish; `past` is the schedule's."""

    db: Database
    vault: Vault
    reports: timedelta  # as long as a bare row of a report stays
    asked: timedelta  # as long as a legal hold that is only asked for keeps what is past its time

    async def forget(self, visit: VisitId) -> Wake:
        """Destroy the keys, the words and the visit: neither the database as it was before nor
        any copy of it can be read then. The keys go last, while all can still be undone but they.

        A flag that nobody has resolved stays as a bare flag, with level and time but no words:
        whoever may be in danger is still looked for.
        """
        wake = Wake(wall=True, queue=True)
        wake.look(Role.VISITOR, visit)
        ids: list[str] = []
        async with self.db.write() as tx:
            with suppress(Refusal):  # forgotten before: the files are swept all the same
                ids = await self._locked(tx, [await visit_rows.talk_of(tx, visit)])
            if ids:
                found = await visit_rows.one(self.db, tx, visit)
                if found.is_live:
                    raise StepNotAllowed("it must have ended first")
                await _wake_writers(tx, ids, wake)
                wake.taken += await room_forgetting.words_of(tx, ids)
                keys = await keys_of(tx, conversations, conversations.c.id.in_(ids))
                keys += await thanks.take_back(tx, ids) + await coachings.take_back(tx, ids)
                await later_answers.take_back(tx, ids)
                await forgotten.forget(tx, ids)
                await self.vault.destroy(keys)
        await self.db.scrub()
        return wake

    async def past(self, fence: Fence, at: datetime, most: int = 200) -> int:
        """Forget what is past its time, at most `most` conversations; returns how many.

        The files are swept each time: somebody's own wish may have found them busy. What visitors
        took back goes by itself, and the keys of whole days whatever fails there. What staff left
        behind goes last: a fault there keeps no word of a visitor.
        """
        async with self.db.write() as tx:
            await fence.check(tx)
            await later_answers.forget(tx, at)
            due = list(await tx.scalars(_due(at, self.asked).limit(most)))
            ids = await self._locked(tx, due)
            keys = await keys_of(tx, conversations, conversations.c.id.in_(ids))
            if ids:
                await forgotten.forget(tx, ids)
            keys += await thanks.forget(tx, ids, at) + await coachings.forget(tx, ids, at)
            await self.vault.destroy(keys)
        try:
            await self._taken_back(fence, at)
        finally:
            await self.db.scrub()
            await self.days(at)
        await self._past_of_staff(fence, at)
        return len(due)

    async def _taken_back(self, fence: Fence, at: datetime) -> None:
        async with self.db.write() as tx:
            await fence.check(tx)
            await unsaid.forget_read(self.db, tx, Sealer(self.vault), at)

    async def _past_of_staff(self, fence: Fence, at: datetime) -> None:
        async with self.db.write() as tx:
            await fence.check(tx)
            await break_room.forget(tx, at)
            await waits.forget(tx, at)
            await counted.forget(tx, at)
            await exposures.forget(tx, at)
            await papers.forget(tx, at)
            await on_hold.forget(tx, at - self.reports)
            await ways_back.forget(tx, at)
            expired = or_(invitations.c.expires_at <= at, invitations.c.used_at.is_not(None))
            await tx.execute(delete(invitations).where(expired))
            await tx.execute(delete(posts).where(posts.c.until <= at))
            await _sessions(tx, at)

    async def days(self, at: datetime) -> list[str]:
        """Destroy the keys of days of which nothing is kept any more; returns those days."""
        wanted = select(conversations.c.key_day).where(conversations.c.wrapped_key != DESTROYED)
        async with self.db.read() as tx:
            needed = set(await tx.scalars(wanted.distinct()))
            needed |= await thanks.days(tx) | await coachings.days(tx) | await on_hold.days(tx)
        ended = (at - MIDNIGHT_GRACE).astimezone(UTC).date().isoformat()
        done = [day for day in self.vault.days() if day < ended and day not in needed]
        for day in done:
            self.vault.destroy_day(day)
        return done

    async def _locked(self, tx: AsyncConnection, ids: list[str]) -> list[str]:
        """These and their backstages."""
        return list(await talks.with_backstages(self.db, tx, ids))


def _due(at: datetime, asked: timedelta) -> Select[tuple[str]]:
    """What is past its time and under no legal hold; bare rows are due when their flag is resolved,
    their code over.
    """
    bare = (conversations.c.wrapped_key == DESTROYED) & forgotten.KEPT_BARE
    kept = legal_holds.kept(at, asked)
    return (
        select(conversations.c.id)
        .where(conversations.c.about.is_(None), conversations.c.forget_at <= at, ~bare, ~kept)
        .order_by(conversations.c.forget_at, conversations.c.id)
    )


async def _sessions(tx: AsyncConnection, at: datetime) -> None:
    """That are over for a while, each after what was proven in it."""
    over = staff_sessions.c.expires_at <= at - LINGER
    theirs = select(staff_sessions.c.token_hash).where(over)
    await tx.execute(delete(proofs).where(proofs.c.session.in_(theirs)))
    await tx.execute(delete(staff_sessions).where(over))


async def _wake_writers(tx: AsyncConnection, ids: list[str], wake: Wake) -> None:
    """Peers who would have wrapped it up."""
    unwritten = wrap_ups.c.conversation.in_(ids) & wrap_ups.c.written_at.is_(None)
    for peer in await tx.scalars(select(wrap_ups.c.peer).where(unwritten)):
        wake.look(Role.PEER, peer)
