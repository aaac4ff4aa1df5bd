"""Silences: who has said nothing for too long is asked, warned, and let go in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member
from server.domain.message import GREETED, Notice
from server.domain.session import Role, Session
from server.domain.silence import (
    TOLD,
    Patience,
    Silence,
    SilenceState,
    SilenceStep,
    turn,
)
from server.domain.visit import Visit, VisitStep
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.rows import conversations as talks
from server.stores.rows import silences as rows
from server.stores.rows import visits as visit_rows
from server.stores.rows.messages import add_notice
from server.stores.tables.core import conversations, messages, visits
from server.stores.tables.silences import silences
from server.stores.talk.closing import Closing, Ending
from server.stores.talk.seats import to_the_head, to_wrap_up

_said = messages.alias()
_NEWEST = (
    select(_said.c.role)
    .where(_said.c.conversation == conversations.c.id)
    .where(or_(_said.c.notice.is_(None), _said.c.notice.in_(GREETED)))
    .order_by(_said.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_NOW = (
    select(conversations.c.id, messages.c.at, visits.c.seen_at, _NEWEST.label("newest"))
    .add_columns(silences.c.state, silences.c.whose, silences.c.until)
    .join(visits, visits.c.conversation == conversations.c.id)
    .join(
        messages,
        (messages.c.conversation == conversations.c.id)
        & (messages.c.seq == conversations.c.last_seq),
    )
    .join(silences, rows.LASTS, isouter=True)
    .where(rows.CLOCKED)
)
_LATE: Select[Any] = (
    select(conversations.c.id)
    .join(visits, visits.c.conversation == conversations.c.id)
    .join(
        messages,
        (messages.c.conversation == conversations.c.id)
        & (messages.c.seq == conversations.c.last_seq),
    )
    .join(silences, rows.LASTS, isouter=True)
    .where(
        rows.CLOCKED,
        or_(
            silences.c.until <= bindparam("at"),
            silences.c.until.is_(None) & (messages.c.at <= bindparam("said_before")),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class SqlSilences:
    """Never while a flag is open, a moderator is in it, or the level is L2 or above."""

    db: Database
    close: Closing
    patience: Patience

    async def still_here(self, by: Session, conversation: str, at: datetime) -> Wake:
        """The time begins anew. Raises Refusal(NOT_FOUND) for who doesn't speak there."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            talks.require_speaker(talk, by.id)
            known = await rows.find(tx, talk) or Silence(SilenceState.NONE, by.role, at)
            broken = known.after(SilenceStep.BREAK, self.patience, at)
            await rows.put(self.db, tx, talk, broken, talk.last_seq)
            wake = Wake()
            wake.look_in(talk)
            return wake

    async def due(self, fence: Fence, at: datetime, seen_since: datetime) -> list[Wake]:
        """Take every step that is due. For the one leader."""
        times = {"at": at, "said_before": at - self.patience.ask}
        async with self.db.read() as tx:
            late = list(await tx.scalars(_LATE, times))
        return [await self._due(fence, talk, at, seen_since) for talk in late]

    async def _due(self, fence: Fence, id: str, at: datetime, seen_since: datetime) -> Wake:
        async with self.db.write() as tx:
            await fence.check(tx)
            talk = await talks.one(self.db, tx, id)
            visit = await visit_rows.one(self.db, tx, talk.visit)
            row = (await tx.execute(_NOW.where(conversations.c.id == id))).one_or_none()
            silence = row and self._silence(row, seen_since)
            step = silence.due(at) if silence else None
            if silence is None or step is None:  # somebody spoke, or a flag was raised, meanwhile
                return Wake()
            after = silence.after(step, self.patience, at)
            if step is SilenceStep.END:
                return await self._end(tx, visit, talk, after, at)
            return await self._tell(tx, talk, after, TOLD.get((step, silence.whose)), at)

    def _silence(self, row: Row[Any], seen_since: datetime) -> Silence:
        """As it was written down; a new one where nothing was, or where it has been broken."""
        known = rows.silence_of(row)
        if known and known.state is not SilenceState.NONE:
            return known
        last = Role(row.newest) if row.newest else None
        whose = turn(last, visitor_there=row.seen_at >= seen_since)
        until = known.until if known else row.at + self.patience.ask
        return Silence(SilenceState.NONE, whose, until)

    async def _tell(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        silence: Silence,
        notice: Notice | None,
        at: datetime,
    ) -> Wake:
        wake, seq, whom = Wake(), talk.last_seq, _at_turn(talk, silence)
        wake.look_in(talk)
        if notice:
            said = await add_notice(tx, talk, notice, about=whom.person, name=whom.name, at=at)
            wake.said.append(said)
            seq = said.seq
        await rows.put(self.db, tx, talk, silence, seq)
        return wake

    async def _end(
        self, tx: AsyncConnection, visit: Visit, talk: Conversation, silence: Silence, at: datetime
    ) -> Wake:
        """A visitor whose peer is silent is never let go: they come before all who wait."""
        whom, notice = _at_turn(talk, silence), TOLD[SilenceStep.END, silence.whose]
        await rows.put(self.db, tx, talk, silence, talk.last_seq)
        if silence.whose is Role.VISITOR:
            end = Ending(VisitStep.END, notice, whom.person, whom.name, at)
            return await self.close(tx, visit, talk, end)
        wake = await to_the_head(self.db, tx, visit, talk, whom, notice=notice, at=at)
        await to_wrap_up(self.db, tx, talk, whom.person, at)
        return wake


def _at_turn(talk: Conversation, silence: Silence) -> Member:
    return next(member for member in talk.members if member.role is silence.whose)
