"""Safety plans: each writing is kept with its number; danger in it is seen in the same moment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Conversation, Member
from server.domain.ids import FlagId
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.safety_plan import PlanLine, PlanWriting
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import flags
from server.stores.rows import plan_lines as rows
from server.stores.rows.levels import set_level

MOST = 2000  # writings in one plan: a page that runs wild must end somewhere


@dataclass(frozen=True, slots=True)
class SqlSafetyPlans:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def write(self, writing: PlanWriting) -> tuple[int, Wake]:
        """Returns its number. Raises Refusal(NOT_FOUND) for who does not speak there."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, writing.conversation)
            talks.require_speaker(talk, writing.writer.id)
            known = await rows.written(tx, talk.id, writing.writer.id, writing.ref)
            if known is not None:
                return known, Wake()
            if not talk.accepts_words:
                raise StepNotAllowed("the conversation is closed")
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            seq = await rows.next_seq(tx, talk.id)
            if seq > MOST:
                raise Refusal(Code.TOO_FAST)
            line = _line(writing, seq, talk.member(writing.writer.id))
            await rows.add(tx, self.sealer, talks.key_of(row), line, writing.writer.id)
            await self._seen(tx, row, talk, writing)
            wake = Wake(wall=True, queue=True)
            wake.look_in(talk)
            return seq, wake

    async def _seen(
        self, tx: AsyncConnection, row: Row[Any], talk: Conversation, writing: PlanWriting
    ) -> None:
        """Danger in it raises the flag and the level, as it does in a message."""
        raising, level = writing.decision.raising, writing.decision.level
        if raising:
            id_ = FlagId(self.new_id())
            at, seq = writing.at, talk.last_seq
            flag = flags.raised(id_, raising, conversation=talk.id, seq=seq, by="screen", at=at)
            await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
        if level > talk.level:
            await set_level(tx, row, Level(level), "screen", writing.at)


def _line(writing: PlanWriting, seq: int, member: Member | None) -> PlanLine:
    """A visitor's session has no name, their seat has."""
    return PlanLine(
        conversation=writing.conversation,
        seq=seq,
        ref=writing.ref,
        step=writing.step,
        text=writing.text,
        role=writing.writer.role,
        name=member.name if member else writing.writer.name,
        at=writing.at,
    )
