"""Messages that wait for the deep model, durably, and what it found later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.escalation import Raising
from server.domain.ids import ConversationId, FlagId
from server.domain.message import Message
from server.domain.opinion import Opinion
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows import messages as rows
from server.stores.sealing import Sealer
from server.stores.tables import conversations, messages, risk_changes

PENDING, DONE = "pending", "done"
BY = "second opinion"


@dataclass(frozen=True, slots=True)
class SqlOpinions:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def pending(self, most: int) -> list[tuple[Message, str]]:
        """The oldest that wait, each with the words before it."""
        wanted = (
            select(messages.c.conversation, messages.c.seq)
            .where(messages.c.opinion == PENDING)
            .order_by(messages.c.at)
            .limit(most)
        )
        async with self.db.read() as tx:
            places = [(row.conversation, row.seq) for row in await tx.execute(wanted)]
            around = [*places, *((talk, seq - 1) for talk, seq in places)]
            found = await rows.these(tx, self.sealer, around) if places else []
        by_place = {(m.conversation, m.seq): m for m in found}
        return [
            (by_place[place], _words(by_place.get((place[0], place[1] - 1))))
            for place in by_place.keys() & set(places)
        ]

    async def settle(self, message: Message, opinion: Opinion, at: datetime) -> Wake:
        """Keep the second opinion. Levels only rise; what was deleted meanwhile stays deleted."""
        async with self.db.write() as tx:
            row = (await talks.locked(self.db, tx, [message.conversation])).get(
                message.conversation
            )
            if row is None or not await self._keep(tx, row, message, opinion):
                return Wake()
            if opinion.level > row.level:
                await _raise_level(tx, row, opinion.level, at)
            if opinion.raising:
                await self._flag(tx, row, message, opinion.raising, at)
            return _wake(row) if opinion.raising or opinion.level > row.level else Wake()

    async def _keep(
        self, tx: AsyncConnection, row: Row[Any], message: Message, opinion: Opinion
    ) -> bool:
        together = (*message.findings, *opinion.findings)
        key = talks.key_of(row)
        sealed = self.sealer.message(row.id, key, message.ref, message.text, together)
        here = (messages.c.conversation == row.id) & (messages.c.seq == message.seq)
        withheld = message.withheld or opinion.withhold
        kept = {"opinion": DONE, "sealed": sealed, "withheld": withheld}
        return bool((await tx.execute(update(messages).where(here).values(kept))).rowcount)

    async def _flag(
        self, tx: AsyncConnection, row: Row[Any], message: Message, raising: Raising, at: datetime
    ) -> None:
        flag = flagging.raised(
            FlagId(self.new_id()),
            raising,
            conversation=message.conversation,
            seq=message.seq,
            by=BY,
            at=at,
        )
        await flagging.raise_or_add(tx, self.sealer, talks.key_of(row), flag)


async def _raise_level(tx: AsyncConnection, row: Row[Any], level: Level, at: datetime) -> None:
    here = conversations.c.id == row.id
    raised = {"level": level, "top_level": max(row.top_level, level)}
    await tx.execute(update(conversations).where(here).values(raised))
    change = {"conversation": row.id, "at": at, "before": row.level, "after": level, "by": BY}
    await tx.execute(insert(risk_changes).values(change))


def _wake(row: Row[Any]) -> Wake:
    wake = Wake(wall=True, queue=True)
    wake.talks.add(ConversationId(row.id))
    wake.look(Role.VISITOR, row.visit)
    return wake


def _words(message: Message | None) -> str:
    return message.text if message else ""
