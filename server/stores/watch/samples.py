"""Samples: drawn by chance for one moderator, opened by a second, read blind, labelled once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.break_glass import GlassState
from server.domain.conversation import Kind, Phase
from server.domain.ids import ConversationId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.sampling import Candidate, Drawn, Labelled, Stratum, draw
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import conversations as talks
from server.stores.tables.core import conversations, flags, members, messages
from server.stores.tables.samples import samples
from server.stores.tables.watch import glasses
from server.stores.watch.glasses import LIVE

REASON = "Blind review: it was drawn by chance."
MOST = 1000  # of those that ended last, from which one is drawn


@dataclass(frozen=True, slots=True)
class SqlSamples:
    """`chance` gives a number from 0 to 1."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    chance: Callable[[], float]

    async def draw(self, by: StaffId, at: datetime, patience: timedelta) -> Wake:
        """For somebody who was not in it. One at a time: else Refusal(TAKEN).

        Raises Refusal(NOT_FOUND) where there is nothing to draw from.
        """
        async with self.db.write() as tx:
            if await tx.scalar(_MINE.where(glasses.c.asked_by == by, glasses.c.until > at)):
                raise Refusal(Code.TAKEN)
            drawn, row = await self._drawn(tx, by, at)
            glass = self.new_id()
            asked = {
                "id": glass,
                "conversation": row.id,
                "asked_by": by,
                "reason": self.sealer.words(row.id, talks.key_of(row), REASON, glass),
                "state": GlassState.ASKED,
                "asked_at": at,
                "until": at + patience,
            }
            await tx.execute(insert(glasses).values(asked))
            sample = {"conversation": row.id, "glass": glass, "drawn_for": by, "drawn_at": at}
            sample |= {"stratum": drawn.stratum, "probability": drawn.probability}
            await tx.execute(insert(samples).values(id=self.new_id(), **sample))
            why = f"1 of {1 / drawn.probability:.0f}"
            await audit.append(tx, at=at, who=by, did="draw_sample", about=row.id, reason=why)
        return Wake(wall=True)

    async def _drawn(
        self, tx: AsyncConnection, by: StaffId, at: datetime
    ) -> tuple[Drawn, Row[Any]]:
        drawn = draw(await _candidates(tx, by, at), self.chance(), self.chance())
        if drawn is None:
            raise Refusal(Code.NOT_FOUND)
        row = (await talks.locked(self.db, tx, [drawn.conversation])).get(drawn.conversation)
        if row is None or row.wrapped_key == DESTROYED:
            raise Refusal(Code.NOT_FOUND)
        return drawn, row

    async def label(self, glass: str, by: StaffId, level: Level | None, at: datetime) -> None:
        """By who read it, once, while it is open. `level` None: nobody had to be called."""
        needed = level is not None
        async with self.db.write() as tx:
            found = select(glasses.c.conversation, glasses.c.state, glasses.c.until)
            found = found.join(samples, samples.c.glass == glasses.c.id)
            row = (
                await tx.execute(found.where(glasses.c.id == glass, glasses.c.asked_by == by))
            ).one_or_none()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            if row.state != GlassState.OPEN or row.until <= at:
                raise StepNotAllowed("not open")
            fresh = (samples.c.glass == glass) & samples.c.labelled_at.is_(None)
            values = {"labelled_at": at, "needed": needed, "level": level}
            if not (await tx.execute(update(samples).where(fresh).values(values))).rowcount:
                raise StepNotAllowed("labelled")
            why = level.name if level is not None else "nothing"
            did = "label_sample"
            await audit.append(tx, at=at, who=by, did=did, about=row.conversation, reason=why)

    async def labelled(self, since: datetime) -> list[Labelled]:
        wanted = select(samples).where(samples.c.labelled_at >= since)
        async with self.db.read() as tx:
            return [
                Labelled(Stratum(row.stratum), row.probability, row.needed)
                for row in await tx.execute(wanted)
            ]

    async def glasses(self, since: datetime) -> dict[str, bool]:
        """Which openings are of samples, and whether each is labelled."""
        wanted = select(samples.c.glass, samples.c.labelled_at)
        async with self.db.read() as tx:
            rows = await tx.execute(wanted.where(samples.c.drawn_at >= since))
            return {row.glass: row.labelled_at is not None for row in rows}


_MINE = (
    select(glasses.c.id)
    .join(samples, samples.c.glass == glasses.c.id)
    .where(glasses.c.state.in_(LIVE), samples.c.labelled_at.is_(None))
)
_FLAGGED = exists().where(flags.c.conversation == conversations.c.id, flags.c.reported == "")
_SPOKEN = exists().where(messages.c.conversation == conversations.c.id, messages.c.notice.is_(None))


async def _candidates(tx: AsyncConnection, by: StaffId, at: datetime) -> list[Candidate]:
    """Those that can still be read, in which something was said, and never this moderator was."""
    theirs = select(members.c.conversation).where(members.c.person == by)
    drawn = select(samples.c.conversation).where(samples.c.conversation.is_not(None))
    wanted = (
        select(conversations.c.id, conversations.c.top_level, _FLAGGED.label("flagged"))
        .where(
            conversations.c.kind == Kind.ONE_TO_ONE,
            conversations.c.phase == Phase.CLOSED,
            conversations.c.wrapped_key != DESTROYED,
            conversations.c.forget_at > at,
            conversations.c.id.not_in(theirs),
            conversations.c.id.not_in(drawn),
            _SPOKEN,
        )
        .order_by(conversations.c.closed_at.desc(), conversations.c.id)
        .limit(MOST)
    )
    return [
        Candidate(ConversationId(row.id), Level(row.top_level), bool(row.flagged))
        for row in await tx.execute(wanted)
    ]
