"""Blocks: a moderator ends a conversation and shuts its visitor out for a while. All is audited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.block import BLOCK, NEVER_FROM, Block, Blocking, BlockState, BlockStep
from server.domain.conversation import Conversation
from server.domain.escalation import Raising
from server.domain.ids import FlagId, PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rows import blocks as rows
from server.stores.rows import conversations as talks
from server.stores.rows import flags, visits
from server.stores.rows.levels import set_level
from server.stores.tables.watch import blocks
from server.stores.talk.closing import Closing, Ending

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SqlBlocks:
    db: Database
    sealer: Sealer
    close: Closing
    new_id: Callable[[], str]

    async def block(
        self, moderator: Session, conversation: str, blocking: Blocking, at: datetime
    ) -> Wake:
        """Raises StepNotAllowed from the level on from which nobody is shut out."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            visit = await visits.one(self.db, tx, talk.visit)
            if talk.level >= NEVER_FROM or not visit.is_live:
                raise StepNotAllowed("never in danger, and only who is here")
            row = await self._row(tx, talk)
            by = PersonId(moderator.id)
            ending = Ending(visit.ended_by_others, Notice.BLOCKED, by, moderator.name, at)
            wake = await self.close(tx, visit, talk, ending)
            await tx.execute(insert(blocks).values(self._new(row, by, blocking, at)))
            why = blocking.reason
            await audit.append(tx, at=at, who=by, did="block", about=talk.id, reason=why)
        return wake

    async def appeal(
        self, visitor: Session, text: str, raising: Raising | None, level: Level, at: datetime
    ) -> Wake:
        """Once for each block. Danger in the words raises a flag, and ends the block."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, await visits.talk_of(tx, visitor.id))
            row = await self._row(tx, talk)
            found = await rows.of_talk(tx, self.sealer, talk.id)
            if found is None or row.wrapped_key == DESTROYED or not found.holds(at):
                raise StepNotAllowed("no block to appeal against")
            said = {"appeal": self._sealed(row, found.id, text, "appeal"), "appealed_at": at}
            await self._step(tx, found, BlockStep.APPEAL, said)
            if raising:
                await self._raise(tx, talk, row, raising, at)
            if level > talk.level:
                await set_level(tx, row, level, "screen", at)
            await audit.append(tx, at=at, who="visitor", did="appeal", about=talk.id)
        return _looked_at(talk)

    async def lift(self, id: str, by: StaffId, words: str, at: datetime) -> Wake:
        """Any moderator may, also who has set it."""
        return await self._answer(id, by, BlockStep.LIFT, words, at)

    async def uphold(self, id: str, by: StaffId, words: str, at: datetime) -> Wake:
        """Only after an appeal, and by somebody else than who has set it."""
        return await self._answer(id, by, BlockStep.UPHOLD, words, at)

    async def shown(self, now: datetime, since: datetime) -> list[Block]:
        async with self.db.read() as tx:
            return await rows.recent(tx, self.sealer, now, since)

    async def _answer(
        self, id: str, by: StaffId, step: BlockStep, words: str, at: datetime
    ) -> Wake:
        async with self.db.write() as tx:
            found = await rows.one(tx, self.sealer, id)
            if found is None:
                raise Refusal(Code.NOT_FOUND)
            talk = await talks.one(self.db, tx, found.conversation)
            found = await rows.of_talk(tx, self.sealer, talk.id) or found  # as it is, locked
            if step is BlockStep.UPHOLD and found.by == by:
                raise StepNotAllowed("somebody else decides on an appeal")
            row = await self._row(tx, talk)
            sealed = self._sealed(row, found.id, words, "answer")
            answered = {"answered_by": by, "answered_at": at, "answer": sealed}
            await self._step(tx, found, step, answered)
            await audit.append(tx, at=at, who=by, did=f"{step}_block", about=talk.id, reason=id)
        return _looked_at(talk)

    async def _step(
        self, tx: AsyncConnection, block: Block, step: BlockStep, values: Values
    ) -> BlockState:
        state = BLOCK.after(block.state, step)
        here = blocks.c.id == block.id
        await tx.execute(update(blocks).where(here).values(state=state, **values))
        return state

    def _new(self, row: Row[Any], by: PersonId, blocking: Blocking, at: datetime) -> Values:
        id_ = self.new_id()
        return {
            "id": id_,
            "conversation": row.id,
            "by": by,
            "reason": blocking.reason,
            "at": at,
            "until": at + blocking.lasts,
            "state": BlockState.STANDS,
            "sealed": self._sealed(row, id_, blocking.words, "words"),
        }

    def _sealed(self, row: Row[Any], block: str, words: str, about: str) -> bytes | None:
        if not words or row.wrapped_key == DESTROYED:
            return None
        return self.sealer.words(row.id, talks.key_of(row), words, f"{block} {about}")

    async def _raise(
        self, tx: AsyncConnection, talk: Conversation, row: Row[Any], raising: Raising, at: datetime
    ) -> None:
        flag = flags.raised(
            FlagId(self.new_id()),
            raising,
            conversation=talk.id,
            seq=talk.last_seq,
            by="visitor",
            at=at,
        )
        await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag)

    async def _row(self, tx: AsyncConnection, talk: Conversation) -> Row[Any]:
        return (await talks.locked(self.db, tx, [talk.id]))[talk.id]


def _looked_at(talk: Conversation) -> Wake:
    wake = Wake(wall=True)
    wake.look(Role.VISITOR, PersonId(talk.visit))
    return wake
