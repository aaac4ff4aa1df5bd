"""Messages that wait for a second opinion, durably, and what was found later."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, case, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Kind
from server.domain.escalation import Raising
from server.domain.ids import ConversationId, FlagId
from server.domain.message import Message
from server.domain.opinion import AFTER, TURNS, Opinion, Turn, Waits
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import Unreadable
from server.stores.leases import Fence
from server.stores.rooms.words import rooms_in_danger, whose_words
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows import messages as rows
from server.stores.rows import paths
from server.stores.rows.levels import set_level
from server.stores.tables.core import conversations, messages
from server.stores.talk.awaiting import Place, awaiting

log = structlog.get_logger(__name__)

BY = "second opinion"


@dataclass(frozen=True, slots=True)
class SqlOpinions:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    _unreadable: set[Place] = field(default_factory=set)

    async def pending(
        self, turn: Turn, most: int, *, alone: bool = False
    ) -> list[tuple[Message, str]]:
        """The oldest that wait for this turn, visitors' first, each with the words before it.

        The deep model comes after the small one, unless it is `alone`. A message whose key this
        process does not have waits for another process, in nobody's way.
        """
        waits = TURNS[turn] if alone or turn is Turn.QUICK else (Waits.DEEP,)
        async with self.db.read() as tx:
            places = await awaiting(tx, waits, most, self._unreadable)
        found = await self._readable([(talk, n) for talk, *seqs in places for n in seqs if n])
        self._pass_over({(talk, seq) for talk, seq, _ in places} - found.keys())
        return [
            (found[talk, seq], _words(found.get((talk, before or 0))))
            for talk, seq, before in places
            if (talk, seq) in found
        ]

    async def _readable(self, places: list[Place]) -> dict[Place, Message]:
        """One that nobody can read any more is left out; it must not stand before the others."""
        try:
            async with self.db.read() as tx:
                found = await rows.these(tx, self.sealer, places) if places else []
        except (KeyGone, Unreadable):
            if len(places) == 1:
                return {}
            each = [await self._readable([place]) for place in places]
            return {place: message for one in each for place, message in one.items()}
        return {(m.conversation, m.seq): m for m in found}

    def _pass_over(self, places: set[Place]) -> None:
        if places:
            self._unreadable.update(places)
            log.error("no second opinion", count=len(places))

    async def settle(
        self, fence: Fence, message: Message, opinion: Opinion, at: datetime
    ) -> Wake | None:
        """Keep the second opinion. Levels only rise; what was deleted meanwhile stays deleted.

        None where it was settled or deleted before. Raises LeaseLost.
        """
        async with self.db.write() as tx:
            await fence.check(tx)
            whose = await whose_words(tx, message)
            there = await talks.locked(self.db, tx, {message.conversation, whose})
            row = there.get(whose)
            if row is None or row.wrapped_key == DESTROYED:
                return None
            waits = await _waits(tx, message, opinion.turn)
            if waits is None:
                return None
            await self._keep(tx, row, message, opinion, waits)
            rises = row.kind == Kind.ONE_TO_ONE and opinion.level > row.level
            if rises:
                await set_level(tx, row, opinion.level, BY, at)
            if opinion.raising:
                await self._flag(tx, row, message, opinion.raising, at)
            return _wake(row, message) if opinion.raising or rises else Wake()

    async def in_danger(self, talks_: Collection[str]) -> frozenset[str]:
        """Those of these conversations in which somebody spoke of danger, as far as is known."""
        worried = conversations.c.level >= Level.L2
        own = select(conversations.c.id).where(conversations.c.id.in_(talks_), worried)
        async with self.db.read() as tx:
            found = await tx.scalars(own.union(rooms_in_danger(talks_, worried)))
            return frozenset(found)

    async def nothing_new(self, fence: Fence, turn: Turn, each: Sequence[Message]) -> None:
        """Most messages are quiet: all of them in one transaction. Raises LeaseLost."""
        places = tuple_(messages.c.conversation, messages.c.seq)
        here = places.in_([(message.conversation, message.seq) for message in each])
        step = {waits: AFTER[waits, turn] for waits in TURNS[turn]}
        after = case(step, value=messages.c.opinion)
        waiting = here & messages.c.opinion.in_(TURNS[turn])
        async with self.db.write() as tx:
            await fence.check(tx)
            await tx.execute(update(messages).where(waiting).values(opinion=after))

    async def _keep(
        self,
        tx: AsyncConnection,
        row: Row[Any],
        message: Message,
        opinion: Opinion,
        waits: Waits,
    ) -> None:
        """Beside what the other opinion found while this one was being formed."""
        [now] = await rows.these(tx, self.sealer, [(message.conversation, message.seq)])
        together = (*now.findings, *opinion.findings)
        key = talks.key_of(row)
        sealed = self.sealer.message(row.id, key, now.ref, now.text, together)
        kept = {
            "opinion": opinion.after(waits),
            "sealed": sealed,
            "withheld": now.withheld or opinion.withhold,
        }
        await tx.execute(update(messages).where(_here(message)).values(kept))

    async def _flag(
        self, tx: AsyncConnection, row: Row[Any], message: Message, raising: Raising, at: datetime
    ) -> None:
        flag = flagging.raised(
            FlagId(self.new_id()),
            raising,
            conversation=row.id,
            seq=message.seq if row.id == message.conversation else row.last_seq,
            by=BY,
            at=at,
        )
        await flagging.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
        if message.role is Role.VISITOR:
            await paths.follow(tx, row.id, raising.concerns)


def _here(message: Message) -> ColumnElement[bool]:
    return (messages.c.conversation == message.conversation) & (messages.c.seq == message.seq)


async def _waits(tx: AsyncConnection, message: Message, turn: Turn) -> Waits | None:
    """For whom it waits now; None if not for this one any more."""
    waiting = _here(message) & messages.c.opinion.in_(TURNS[turn])
    found = await tx.scalar(select(messages.c.opinion).where(waiting))
    return None if found is None else Waits(found)


def _wake(row: Row[Any], message: Message) -> Wake:
    wake = Wake(wall=True, queue=True)
    wake.talks |= {ConversationId(row.id), message.conversation}
    wake.look(Role.VISITOR, row.visit)
    return wake


def _words(message: Message | None) -> str:
    return message.text if message else ""
