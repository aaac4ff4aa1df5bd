"""Silences, inside somebody's transaction."""

from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.conversation import Conversation, Phase
from server.domain.flag import FlagState
from server.domain.session import Role
from server.domain.silence import NO_CLOCK_FROM, Silence, SilenceState
from server.domain.transfer import TransferState
from server.domain.visit import VisitState
from server.stores.database import Database
from server.stores.tables.core import conversations, flags, members, visits
from server.stores.tables.house import transfers
from server.stores.tables.silences import silences

# Asked of each conversation by its own index: it is read with every page.
_FLAGGED = exists().where(
    flags.c.conversation == conversations.c.id, flags.c.state != FlagState.RESOLVED
)
_PASSED_ON = exists().where(
    transfers.c.conversation == conversations.c.id, transfers.c.state == TransferState.ASKED
)
_SUPERVISED = exists().where(
    members.c.conversation == conversations.c.id,
    members.c.role == Role.MODERATOR,
    members.c.left_at.is_(None),
)
CLOCKED: ColumnElement[bool] = (
    (visits.c.state == VisitState.TALKING)
    & (conversations.c.phase == Phase.OPEN)
    & (conversations.c.level < NO_CLOCK_FROM)
    & conversations.c.held_from.is_(None)
    & ~_FLAGGED
    & ~_PASSED_ON
    & ~_SUPERVISED
)
"""Over conversations and visits: a silence there is ended by the clock."""

LASTS: ColumnElement[bool] = (silences.c.conversation == conversations.c.id) & (
    silences.c.seq == conversations.c.last_seq
)
"""Nobody has said anything since it was written down."""


async def put(
    db: Database, tx: AsyncConnection, talk: Conversation, silence: Silence, seq: int
) -> None:
    """`seq` is the number of the newest message of this conversation, which is locked."""
    now = {"state": silence.state, "whose": silence.whose, "until": silence.until, "seq": seq}
    new = db.insert(silences).values(conversation=talk.id, **now)
    await tx.execute(new.on_conflict_do_update(index_elements=["conversation"], set_=now))


async def find(tx: AsyncConnection, talk: Conversation) -> Silence | None:
    """The one that lasts, of this conversation, which is locked."""
    here = (silences.c.conversation == talk.id) & (silences.c.seq == talk.last_seq)
    row = (await tx.execute(select(silences).where(here))).one_or_none()
    return silence_of(row) if row else None


def silence_of(row: Row[Any]) -> Silence | None:
    """None where there was none, as after an outer join."""
    if row.state is None:
        return None
    return Silence(SilenceState(row.state), Role(row.whose), row.until)
