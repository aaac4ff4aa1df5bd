"""Coachings: written by who has a conversation open, read by the peer it is about, and answered."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Row, Update, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.break_glass import GlassState
from server.domain.coaching import MOST_ANSWERS, Coaching, Look, PeersAnswer, Seen
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.alone import key_of, read_alone, sealed_alone
from server.stores.keys.sealing import Sealer
from server.stores.rows import coachings as rows
from server.stores.tables.coaching import coaching_answers, coachings
from server.stores.tables.core import conversations
from server.stores.tables.house import staff
from server.stores.tables.watch import glasses

WORDS: Final = "coaching"  # what they are sealed for

_SHOWN = (
    select(coachings, staff.c.name)
    .join(staff, staff.c.id == coachings.c.coach, isouter=True)
    .order_by(coachings.c.at.desc(), coachings.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlCoachings:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def write(self, glass: str, coach: StaffId, look: Look, at: datetime) -> None:
        """Once, by whom it is opened for, while it is: sealed is what nobody has opened.

        Raises Refusal(NOT_FOUND) for anybody else; StepNotAllowed where it is not open, is written
        already, or no peer but the coach answered there.
        """
        try:
            async with self.db.write() as tx:
                row = await self._opened(tx, glass, coach, at)
                peer = await rows.who_answered(tx, row.conversation)
                if peer is None or peer == coach:
                    raise StepNotAllowed("no peer to coach")
                await self._keep(tx, row, (coach, peer), look, at)
                about = row.conversation
                await audit.append(tx, at=at, who=coach, did="coach", about=about, reason=glass)
        except IntegrityError:
            raise StepNotAllowed("written already") from None

    async def _opened(
        self, tx: AsyncConnection, glass: str, coach: StaffId, at: datetime
    ) -> Row[Any]:
        wanted = select(glasses, conversations.c.closed_at).join(
            conversations, conversations.c.id == glasses.c.conversation
        )
        mine = (glasses.c.id == glass) & (glasses.c.asked_by == coach)
        row = (await tx.execute(wanted.where(mine))).one_or_none()
        if row is None:
            raise Refusal(Code.NOT_FOUND)
        if row.state != GlassState.OPEN or row.until <= at:
            raise StepNotAllowed("not open")
        return row

    async def _keep(
        self,
        tx: AsyncConnection,
        glass: Row[Any],
        who: tuple[StaffId, StaffId],
        look: Look,
        at: datetime,
    ) -> None:
        id_, (coach, peer) = self.new_id(), who
        row = {
            "id": id_,
            "glass": glass.id,
            "conversation": glass.conversation,
            "coach": coach,
            "peer": peer,
            "at": at,
            "talked_at": glass.closed_at,
        }
        words = msgspec.json.encode((look.marks, look.words)).decode()
        await tx.execute(
            insert(coachings).values(row | sealed_alone(self.sealer, id_, words, WORDS))
        )

    async def of_coach(self, coach: StaffId) -> list[Coaching]:
        return await self._those(coachings.c.coach == coach)

    async def of_peer(self, peer: StaffId) -> list[Coaching]:
        return await self._those(coachings.c.peer == peer)

    async def answer(self, id: str, peer: StaffId, words: str, at: datetime) -> None:
        """Raises Refusal(NOT_FOUND) for anybody but the peer it is about."""
        async with self.db.write() as tx:
            wanted = select(coachings).where(coachings.c.id == id, coachings.c.peer == peer)
            row = (await tx.execute(self.db.lock(wanted))).one_or_none()
            if row is None:
                raise Refusal(Code.NOT_FOUND)
            given = select(func.count()).where(coaching_answers.c.coaching == id)
            if (await tx.scalar(given) or 0) >= MOST_ANSWERS:
                raise StepNotAllowed("answered often enough")
            new = self.new_id()
            sealed = self.sealer.words(id, key_of(row), words, new)
            values = {"id": new, "coaching": id, "at": at, "sealed": sealed}
            await tx.execute(insert(coaching_answers).values(values))
            await tx.execute(_read(id, at))

    async def unread(self, peer: StaffId) -> int:
        """How many the peer has not marked as read."""
        new = (coachings.c.peer == peer) & coachings.c.read_at.is_(None)
        async with self.db.read() as tx:
            return await tx.scalar(select(func.count()).where(new)) or 0

    async def mark_read(self, id: str, peer: StaffId, at: datetime) -> None:
        """Harmless twice. Raises Refusal(NOT_FOUND) for anybody but the peer it is about."""
        async with self.db.write() as tx:
            mine = (coachings.c.id == id) & (coachings.c.peer == peer)
            if await tx.scalar(select(coachings.c.id).where(mine)) is None:
                raise Refusal(Code.NOT_FOUND)
            await tx.execute(_read(id, at))

    async def _those(self, which: ColumnElement[bool]) -> list[Coaching]:
        """The newest first, with what was answered, the oldest first."""
        async with self.db.read() as tx:
            written = (await tx.execute(_SHOWN.where(which))).all()
            theirs = coaching_answers.c.coaching.in_([row.id for row in written])
            ordered = select(coaching_answers).where(theirs).order_by(coaching_answers.c.at)
            answers = (await tx.execute(ordered)).all()
        given: dict[str, list[Row[Any]]] = defaultdict(list)
        for one in answers:
            given[one.coaching].append(one)
        found = (self._coaching(row, given[row.id]) for row in written)
        return [one for one in found if one]

    def _coaching(self, row: Row[Any], answers: list[Row[Any]]) -> Coaching | None:
        words = read_alone(self.sealer, row, WORDS)
        if words is None:
            return None
        marks, text = msgspec.json.decode(words, type=tuple[dict[str, Seen], str])
        return Coaching(
            id=row.id,
            coach=StaffId(PersonId(row.coach)),
            by=row.name or "",
            at=row.at,
            talked_at=row.talked_at,
            look=Look(marks, text),
            read=row.read_at is not None,
            answers=[
                PeersAnswer(one.at, self.sealer.read_words(row.id, key_of(row), one.sealed, one.id))
                for one in answers
            ],
        )


def _read(id: str, at: datetime) -> Update:
    """The first time counts."""
    return (
        update(coachings)
        .where(coachings.c.id == id, coachings.c.read_at.is_(None))
        .values(read_at=at)
    )
