"""Messages that wait for a second opinion, durably, and what was found later."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import select

from moderation.verdict import Level
from server.domain.message import Message
from server.domain.opinion import TURNS, Opinion, Turn, Waits
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Unreadable
from server.stores.leases import Fence
from server.stores.rooms.words import rooms_in_danger
from server.stores.rows import messages as rows
from server.stores.tables.core import conversations
from server.stores.talk.awaiting import Place, awaiting
from server.stores.talk.settling import Settling, nothing_new

log = structlog.get_logger(__name__)


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
        if not places:
            return {}
        try:
            async with self.db.read() as tx:
                found = await rows.these(tx, self.sealer, places, for_screen=True)
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
        self, fence: Fence, formed: Sequence[tuple[Message, Opinion]], at: datetime
    ) -> list[Wake | None]:
        """Keep second opinions of one turn in one transaction; what each stirs, in their order.

        Levels only rise; what was deleted meanwhile stays deleted. None where nobody need be
        told: nothing new was found, or it was settled or deleted before. Raises LeaseLost.
        """
        loud = [message for message, opinion in formed if not opinion.quiet]
        quiet = [message for message, opinion in formed if opinion.quiet]
        turn = formed[0][1].turn
        async with self.db.write() as tx:
            await fence.check(tx)
            settling = Settling(self.db, self.sealer, self.new_id, tx, at)
            if loud:  # its conversations are locked before anything else
                await settling.look([(one.conversation, one.seq) for one in loud], turn)
            if quiet:
                await nothing_new(tx, turn, quiet)
            return [
                None if opinion.quiet else await settling.keep(message, opinion)
                for message, opinion in formed
            ]

    async def in_danger(self, talks_: Collection[str]) -> frozenset[str]:
        """Those of these conversations in which somebody spoke of danger, as far as is known."""
        worried = conversations.c.level >= Level.L2
        own = select(conversations.c.id).where(conversations.c.id.in_(talks_), worried)
        async with self.db.read() as tx:
            found = await tx.scalars(own.union(rooms_in_danger(talks_, worried)))
            return frozenset(found)


def _words(message: Message | None) -> str:
    return message.text if message else ""
