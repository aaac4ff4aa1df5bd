"""Moderators are called to a conversation because of what happened around it, not of its words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Member
from server.domain.escalation import Clocks, Raising
from server.domain.exposure import Policy
from server.domain.flag import ALONE, BEFORE_PAGER
from server.domain.ids import FlagId, StaffId
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import conversations as talks
from server.stores.rows import flags
from server.stores.rows.turns import turns


@dataclass(frozen=True, slots=True)
class Calling:
    """`policy`: who has carried much is called last. Whose line was down for `away` is not here."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    policy: Policy
    clocks: Clocks
    away: timedelta

    async def call(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        raising: Raising,
        *,
        by: str,
        at: datetime,
        first: StaffId | None = None,
        hand: str = "",
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
        if ALONE in flag.concerns and first is None:
            flag = replace(flag, lapses=BEFORE_PAGER)
        return await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag, hand=hand)

    async def turn(
        self,
        tx: AsyncConnection,
        at: datetime,
        *,
        after: StaffId | None = None,
        barred: StaffId | None = None,
    ) -> StaffId | None:
        """Whose turn it is now; somebody else than `after`, where there is one."""
        return (await turns(tx, at - self.away, self.policy, at)).next(after, barred)

    async def to_the_left(
        self,
        tx: AsyncConnection,
        talk: Conversation,
        raising: Raising,
        *,
        gone: Member,
        by: str,
        at: datetime,
        hand: str = "",
    ) -> FlagId:
        """Nobody is with them any more. The next moderator is called now, and anew whoever has the
        flag, but `hand`; where nobody else is on duty nobody is waited for.
        """
        turn = await self.turn(tx, at, after=StaffId(gone.person))
        if turn == hand:  # who walks away is not called back to it
            turn = None
        now = replace(
            raising,
            concerns=(*raising.concerns, ALONE),
            due_at=raising.due_at if turn else at,
        )
        return await self.call(tx, talk, now, by=by, at=at, first=turn, hand=hand)
