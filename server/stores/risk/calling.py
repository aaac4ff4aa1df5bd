"""Moderators are called to a conversation because of what happened around it, not of its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation
from server.domain.escalation import Raising
from server.domain.ids import FlagId, StaffId
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import flags


@dataclass(frozen=True, slots=True)
class Calling:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def call(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        raising: Raising,
        *,
        by: str,
        at: datetime,
        first: StaffId | None = None,
    ) -> FlagId:
        """Raise the flag, or add to the open one. `first` is the moderator whose turn it is."""
        row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
        flag = flags.raised(
            FlagId(self.new_id()),
            raising,
            conversation=talk.id,
            seq=talk.last_seq,
            by=by,
            at=at,
            alerting=first,
        )
        return await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
