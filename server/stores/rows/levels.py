"""How worried we are about a conversation, and each change of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.flag import FlagState
from server.stores.tables.core import conversations, flags
from server.stores.tables.house import risk_changes


async def set_level(
    tx: AsyncConnection,
    row: Row[Any],
    level: Level,
    by: str,
    at: datetime,
    *,
    reason: bytes | None = None,
) -> None:
    """`row` is the conversation's, locked; `reason` is sealed. Each change is kept."""
    await tx.execute(
        update(conversations)
        .where(conversations.c.id == row.id)
        .values(level=level, top_level=max(row.top_level, level))
    )
    if level < row.level:  # whoever has its flag is called again by what is graver than this
        own = (flags.c.conversation == row.id) & (flags.c.reported == "")
        claimed = own & (flags.c.state == FlagState.CLAIMED)
        await tx.execute(update(flags).where(claimed).values(level=level))
    await tx.execute(
        insert(risk_changes).values(
            conversation=row.id, at=at, before=row.level, after=level, by=by, reason=reason
        )
    )


async def begun_at(
    tx: AsyncConnection, conversation: str, level: Level, by: str, at: datetime
) -> None:
    """A conversation that begins above L0 has its first change kept as well."""
    first = {"before": Level.L0, "after": level, "by": by, "reason": None}
    await tx.execute(insert(risk_changes).values(conversation=conversation, at=at, **first))
