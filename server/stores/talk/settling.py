"""What second opinions found, kept in somebody's transaction: a whole batch at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Kind
from server.domain.escalation import Raising
from server.domain.ids import ConversationId, FlagId
from server.domain.message import Message
from server.domain.opinion import AFTER, TURNS, Opinion, Turn, Waits
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.rooms.words import whose_words
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows import messages as rows
from server.stores.rows import paths
from server.stores.rows.levels import set_level
from server.stores.tables.core import messages
from server.stores.talk.awaiting import Place

BY = "second opinion"


@dataclass(slots=True)
class Settling:
    """`look` first: it locks the conversations and finds which of the messages still wait."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    tx: AsyncConnection
    at: datetime
    whose: dict[Place, str] = field(default_factory=dict)
    talks: dict[str, Row[Any]] = field(default_factory=dict)
    waits: dict[Place, Waits] = field(default_factory=dict)
    words: dict[Place, Message] = field(default_factory=dict)

    async def look(self, places: Collection[Place], turn: Turn) -> None:
        self.whose = await whose_words(self.tx, places)
        concerned = {talk for talk, _ in places} | set(self.whose.values())
        self.talks = await talks.locked(self.db, self.tx, concerned)
        self.waits = await _waits(self.tx, places, turn)
        left = [one for one in self.waits if _is_there(self.talks.get(self.whose[one]))]
        for message in await rows.these(self.tx, self.sealer, left, for_screen=True):
            self.words[message.conversation, message.seq] = message

    async def keep(self, message: Message, opinion: Opinion) -> Wake | None:
        """Levels only rise. None where it was settled or deleted before."""
        place = (message.conversation, message.seq)
        if place not in self.words:
            return None
        row = self.talks[self.whose[place]]
        await self._keep(row, self.words[place], opinion, self.waits[place])
        rises = row.kind == Kind.ONE_TO_ONE and opinion.level > row.level
        if rises:
            await set_level(self.tx, row, opinion.level, BY, self.at)
            self.talks.update(await talks.locked(self.db, self.tx, {row.id}))
        if opinion.raising:
            await self._flag(row, message, opinion.raising)
        return _wake(row, message) if opinion.raising or rises else Wake()

    async def _keep(self, row: Row[Any], message: Message, opinion: Opinion, waits: Waits) -> None:
        """Beside what the other opinion found while this one was being formed."""
        together = (*message.findings, *opinion.findings)
        key = talks.key_of(row)
        kept = {
            "opinion": opinion.after(waits),
            "sealed": self.sealer.message(row.id, key, message.ref, message.text, together),
            "withheld": message.withheld or opinion.withhold,
        }
        await self.tx.execute(update(messages).where(_here(message)).values(kept))

    async def _flag(self, row: Row[Any], message: Message, raising: Raising) -> None:
        flag = flagging.raised(
            FlagId(self.new_id()),
            raising,
            conversation=row.id,
            seq=message.seq if row.id == message.conversation else row.last_seq,
            by=BY,
            at=self.at,
        )
        place = message.conversation, message.seq
        await flagging.raise_or_add(self.tx, self.sealer, talks.key_of(row), flag, place)
        if message.role is Role.VISITOR:
            await paths.follow(self.tx, row.id, raising.concerns)


async def nothing_new(tx: AsyncConnection, turn: Turn, each: Sequence[Message]) -> None:
    """Most messages are quiet: one statement for all of them."""
    here = tuple_(messages.c.conversation, messages.c.seq).in_(
        [(message.conversation, message.seq) for message in each]
    )
    step = {waits: AFTER[waits, turn] for waits in TURNS[turn]}
    after = case(step, value=messages.c.opinion)
    waiting = here & messages.c.opinion.in_(TURNS[turn])
    await tx.execute(update(messages).where(waiting).values(opinion=after))


def _is_there(row: Row[Any] | None) -> bool:
    return row is not None and row.wrapped_key != DESTROYED


def _here(message: Message) -> ColumnElement[bool]:
    return (messages.c.conversation == message.conversation) & (messages.c.seq == message.seq)


async def _waits(tx: AsyncConnection, places: Collection[Place], turn: Turn) -> dict[Place, Waits]:
    """For whom each waits now; without those that wait for this one no more."""
    here = tuple_(messages.c.conversation, messages.c.seq).in_(places)
    asked = select(messages.c.conversation, messages.c.seq, messages.c.opinion)
    found = await tx.execute(asked.where(here, messages.c.opinion.in_(TURNS[turn])))
    return {(row.conversation, row.seq): Waits(row.opinion) for row in found}


def _wake(row: Row[Any], message: Message) -> Wake:
    wake = Wake(wall=True, queue=True)
    wake.talks |= {ConversationId(row.id), message.conversation}
    wake.look(Role.VISITOR, row.visit)
    return wake
