"""Forgetting: keys first, then rows, then what the files still hold."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, Table, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import FlagState
from server.domain.ids import VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED
from server.stores.keys.vault import Vault
from server.stores.leases import Fence
from server.stores.queue import waits
from server.stores.referrals import later_answers
from server.stores.rooms import forgetting as room_forgetting
from server.stores.rows import conversations as talks
from server.stores.rows import exposures, papers, preferences
from server.stores.rows import visits as visit_rows
from server.stores.shifts import break_room
from server.stores.tables.care import assessments, plan_lines
from server.stores.tables.core import (
    conversations,
    flags,
    members,
    messages,
    offers,
    visits,
    wrap_ups,
)
from server.stores.tables.house import (
    invitations,
    owed_pages,
    pages,
    risk_changes,
    staff_sessions,
    transfers,
    vetoes,
)
from server.stores.tables.mentoring import mentored_words
from server.stores.tables.referrals import referrals
from server.stores.tables.samples import samples
from server.stores.tables.silences import outcomes, silences
from server.stores.tables.watch import blocks, case_notes, glasses, posts
from server.stores.talk import thanks

MIDNIGHT_GRACE = timedelta(hours=1)  # a conversation may begin under the old day's key


@dataclass(frozen=True, slots=True)
class SqlForgetting:
    """`forget` is the visitor's own wish; `past` is the schedule's."""

    db: Database
    vault: Vault

    async def forget(self, visit: VisitId) -> Wake:
        """Destroy the keys, then the words, then the visit.

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
                await thanks.take_back(tx, ids)
                await later_answers.take_back(tx, ids)
                await _forget(tx, ids)
        await self._swept(ids)
        return wake

    async def past(self, fence: Fence, at: datetime, most: int = 200) -> int:
        """Forget what is past its time, at most `most` conversations; returns how many.

        The files are swept each time: somebody's own wish may have found them busy.
        """
        async with self.db.write() as tx:
            await fence.check(tx)
            await later_answers.forget(tx, at)
            due = list(await tx.scalars(_due(at).limit(most)))
            ids = await self._locked(tx, due)
            if ids:
                await _forget(tx, ids)
            await thanks.forget(tx, ids, at)
            await break_room.forget(tx, at)
            await waits.forget(tx, at)
            await exposures.forget(tx, at)
            await papers.forget(tx, at)
            expired = or_(invitations.c.expires_at <= at, invitations.c.used_at.is_not(None))
            await tx.execute(delete(invitations).where(expired))
            await tx.execute(delete(posts).where(posts.c.until <= at))
            await tx.execute(delete(staff_sessions).where(staff_sessions.c.expires_at <= at))
        await self._swept(ids)
        return len(due)

    async def days(self, at: datetime) -> list[str]:
        """Destroy the keys of days of which nothing is kept any more; returns those days."""
        wanted = select(conversations.c.key_day).where(conversations.c.wrapped_key != DESTROYED)
        async with self.db.read() as tx:
            needed = set(await tx.scalars(wanted.distinct())) | await thanks.days(tx)
        ended = (at - MIDNIGHT_GRACE).astimezone(UTC).date().isoformat()
        done = [day for day in self.vault.days() if day < ended and day not in needed]
        for day in done:
            self.vault.destroy_day(day)
        return done

    async def _locked(self, tx: AsyncConnection, ids: list[str]) -> list[str]:
        """These and their backstages."""
        return list(await talks.with_backstages(self.db, tx, ids))

    async def _swept(self, ids: Iterable[str]) -> None:
        for conversation in ids:
            self.vault.forget(conversation)
        await self.db.scrub()


_UNIT = func.coalesce(conversations.c.about, conversations.c.id)  # a backstage goes with its own
_FLAGGED = (
    select(_UNIT)
    .join(flags, flags.c.conversation == conversations.c.id)
    .where(flags.c.state != FlagState.RESOLVED)
)


# Whoever may be in danger is still looked for, or may still tell it by a code.
_KEPT_BARE = or_(_UNIT.in_(_FLAGGED), _UNIT.in_(later_answers.AWAITED))


def _due(at: datetime) -> Select[tuple[str]]:
    """What is past its time; bare rows are due when their flag is resolved, their code over."""
    bare = (conversations.c.wrapped_key == DESTROYED) & _KEPT_BARE
    return (
        select(conversations.c.id)
        .where(conversations.c.about.is_(None), conversations.c.forget_at <= at, ~bare)
        .order_by(conversations.c.forget_at, conversations.c.id)
    )


async def _wake_writers(tx: AsyncConnection, ids: list[str], wake: Wake) -> None:
    """Peers who would have wrapped it up."""
    unwritten = wrap_ups.c.conversation.in_(ids) & wrap_ups.c.written_at.is_(None)
    for peer in await tx.scalars(select(wrap_ups.c.peer).where(unwritten)):
        wake.look(Role.PEER, peer)


async def _forget(tx: AsyncConnection, ids: list[str]) -> None:
    """The keys and words of all; the rows of those that nobody must still look at."""
    await _destroy_words(tx, ids)
    unit = select(conversations.c.id).where(conversations.c.id.in_(ids), ~_KEPT_BARE)
    await _delete(tx, list(await tx.scalars(unit)))


_WORDED = (
    *(messages, referrals, transfers, wrap_ups, outcomes),
    *(assessments, plan_lines, case_notes, mentored_words),
)


async def _destroy_words(tx: AsyncConnection, ids: list[str]) -> None:
    def here(table: Table) -> ColumnElement[bool]:
        return table.c.conversation.in_(ids)

    gone = {"wrapped_key": DESTROYED, "forget_at": conversations.c.closed_at}
    await tx.execute(update(conversations).where(conversations.c.id.in_(ids)).values(gone))
    await room_forgetting.destroy_words(tx, ids)
    for table in _WORDED:
        await tx.execute(delete(table).where(here(table)))
    for table in (risk_changes, glasses):
        await tx.execute(update(table).where(here(table)).values(reason=None))
    await tx.execute(update(flags).where(here(flags)).values(sealed=DESTROYED, resolution=None))
    bare = dict.fromkeys(("sealed", "appeal", "answer"))
    await tx.execute(update(blocks).where(here(blocks)).values(bare))
    await preferences.forget(tx, ids)
    said = ("feedback", "helped", "distress_after", "topic", "distress", "region")
    await tx.execute(update(visits).where(here(visits)).values(dict.fromkeys(said)))


async def _delete(tx: AsyncConnection, ids: list[str]) -> None:
    """All rows of these conversations, the leaves first."""
    raised = select(flags.c.id).where(flags.c.conversation.in_(ids))
    theirs = select(visits.c.id).where(visits.c.conversation.in_(ids))
    for table in (pages, owed_pages):
        await tx.execute(delete(table).where(table.c.flag.in_(raised)))
    await room_forgetting.delete_rows(tx, ids)
    for table in (offers, vetoes):
        await tx.execute(delete(table).where(table.c.visit.in_(theirs)))
    bare = update(samples).where(samples.c.conversation.in_(ids)).values(conversation=None)
    await tx.execute(bare)  # the label is a number: it stays
    await later_answers.part(tx, ids)
    for table in (flags, risk_changes, members, silences, glasses, blocks, visits):
        await tx.execute(delete(table).where(table.c.conversation.in_(ids)))
    await tx.execute(delete(conversations).where(conversations.c.id.in_(ids)))
