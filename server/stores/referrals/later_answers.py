"""What became of referrals, as visitors tell it later; of their code only the hash is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.escalation import Raising
from server.domain.later import KEPT, LaterAnswer, may_tell_later
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.risk.calling import Calling
from server.stores.rows import conversations as talks
from server.stores.rows import referrals as rows
from server.stores.rows.levels import set_level
from server.stores.tables.referrals import later_answers

VISITOR = "visitor"  # who raised the flag, and the level


@dataclass(frozen=True, slots=True)
class SqlLaterAnswers:
    db: Database
    sealer: Sealer
    calling: Calling

    async def take(
        self, referral: str, visitor: Session, code_hash: str, until: datetime, at: datetime
    ) -> None:
        """A new code takes the place of one that was lost; what was answered stays answered."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await rows.talk_of(tx, referral))
            found, _ = await rows.one(self.db, tx, self.sealer, referral)
            if talk.visit != visitor.id:
                raise Refusal(Code.NOT_FOUND)
            if not may_tell_later(found) or await _answered(tx, referral):
                raise StepNotAllowed("nothing to tell of")
            await tx.execute(delete(later_answers).where(later_answers.c.referral == referral))
            row = {"referral": referral, "conversation": talk.id, "resource": found.resource}
            taken = {**row, "code_hash": code_hash, "at": at, "until": until}
            await tx.execute(insert(later_answers).values(taken))

    async def answer(
        self, code_hash: str, answer: LaterAnswer, raising: Raising | None, at: datetime
    ) -> Wake:
        """Once. Danger raises the conversation's level and a flag, also where its words are gone.

        Raises Refusal(NOT_FOUND) for a code that is unknown, over or answered: they look the same.
        """
        async with self.db.write() as tx:
            row = await self._of_code(tx, code_hash, at)
            told = {"reached": answer.reached, "helped": answer.helped, "safe": answer.safe}
            here = later_answers.c.referral == row.referral
            answered = {**told, "answered_at": at, "code_hash": None}
            await tx.execute(update(later_answers).where(here).values(answered))
            if raising:
                await self._call(tx, row.conversation, raising, at)
        return Wake(wall=True)

    async def _of_code(self, tx: AsyncConnection, code_hash: str, at: datetime) -> Row[Any]:
        """Its row, with its conversation locked first."""
        live = (later_answers.c.code_hash == code_hash) & (later_answers.c.until > at)
        wanted = select(later_answers).where(live)
        seen = (await tx.execute(wanted)).one_or_none()
        if seen is not None:
            await talks.one(self.db, tx, seen.conversation)
            seen = (await tx.execute(self.db.lock(wanted))).one_or_none()
        if seen is None:
            raise Refusal(Code.NOT_FOUND)
        return seen

    async def _call(
        self, tx: AsyncConnection, conversation: str, raising: Raising, at: datetime
    ) -> None:
        row = (await talks.locked(self.db, tx, [conversation]))[conversation]
        if raising.level > row.level:
            await set_level(tx, row, raising.level, VISITOR, at)
        await self.calling.call(tx, await talks.known(tx, row.id), raising, by=VISITOR, at=at)


async def _answered(tx: AsyncConnection, referral: str) -> bool:
    wanted = select(later_answers.c.answered_at).where(later_answers.c.referral == referral)
    return await tx.scalar(wanted) is not None


async def take_back(tx: AsyncConnection, conversations: Collection[str]) -> None:
    """The visitor has everything deleted: this too."""
    await tx.execute(delete(later_answers).where(later_answers.c.conversation.in_(conversations)))


async def part(tx: AsyncConnection, conversations: Collection[str]) -> None:
    """Whose it was is forgotten with these; that somebody was helped stays, as a number."""
    theirs = update(later_answers).where(later_answers.c.conversation.in_(conversations))
    await tx.execute(theirs.values(conversation=None))


async def forget(tx: AsyncConnection, at: datetime) -> None:
    """Codes that were not used in time, and what was answered long ago."""
    unused = later_answers.c.answered_at.is_(None) & (later_answers.c.until <= at)
    await tx.execute(delete(later_answers).where(unused))
    await tx.execute(delete(later_answers).where(later_answers.c.answered_at <= at - KEPT))


# Of these the bare rows stay until the code is over: somebody in danger must be found by it.
AWAITED = select(later_answers.c.conversation).where(later_answers.c.answered_at.is_(None))
