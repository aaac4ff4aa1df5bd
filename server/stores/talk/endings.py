"""Endings: who answers a visitor ends the conversation, where nobody may still be in danger."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.ending import Farewell, HowToEnd
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitStep
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import case_notes, stakes, visits
from server.stores.rows import conversations as talks
from server.stores.talk.closing import Closing, Ending

Why = tuple[Farewell, str]
ALL_THE_SAME: Final[Mapping[Farewell, str]] = {
    Farewell.LEAVING: "Ended by the peer: the visitor said that they are leaving.",
    Farewell.GONE: "Ended by the peer: the visitor is gone.",
}


@dataclass(frozen=True, slots=True)
class SqlEndings:
    db: Database
    sealer: Sealer
    close: Closing
    new_id: Callable[[], str]

    async def end(
        self, by: Session, conversation: str, at: datetime, why: Why | None = None
    ) -> Wake:
        """End it for everybody. Only who speaks in it may; raises Refusal(NOT_FOUND).

        `why`: all the same, where something is open still; moderators read it. Without it, or from
        the level on from which no peer ends it, a peer is refused with IN_DANGER.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            talks.require_speaker(talk, by.id)
            if by.role is Role.PEER:
                await self._may(tx, talk, by, why, at)
            return await self._end(tx, talk, by, at)

    async def end_if_calm(self, by: Session, conversation: str, at: datetime) -> Wake:
        """The same, but nothing where the conversation is at L1 or above."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            talks.require_speaker(talk, by.id)
            return Wake() if talk.level else await self._end(tx, talk, by, at)

    async def _may(
        self, tx: AsyncConnection, talk: Conversation, peer: Session, why: Why | None, at: datetime
    ) -> None:
        if talk.leader:
            raise StepNotAllowed("who leads ends it")
        how = (await stakes.of(tx, talk)).for_a_peer
        if how is HowToEnd.SIMPLY:
            return
        if how is HowToEnd.NOT or why is None:
            raise Refusal(Code.IN_DANGER)
        farewell, words = why
        row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
        note = (self.new_id(), peer.id, f"{ALL_THE_SAME[farewell]} {words}")
        await case_notes.add(tx, self.sealer, row, note, at)
        await audit.append(tx, at=at, who=peer.id, did="end_all_the_same", about=talk.id)

    async def _end(
        self, tx: AsyncConnection, talk: Conversation, by: Session, at: datetime
    ) -> Wake:
        visit = await visits.one(self.db, tx, talk.visit)
        end = Ending(VisitStep.END, Notice.ENDED, by.id, by.name, at)
        return await self.close(tx, visit, talk, end)
