"""What a peer ended a conversation for, as its last notice says, inside somebody's transaction."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import VisitId
from server.domain.protection import STOPPED, Hurt
from server.stores.tables.core import messages, visits

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_KINDS = {notice.value: kind for kind, notice in STOPPED.items()}
_OF_VISITS = (
    select(visits.c.id, messages.c.notice)
    .join(messages, messages.c.conversation == visits.c.conversation)
    .where(visits.c.id.in_(_IDS), messages.c.notice.in_(list(_KINDS)))
)


async def of_visits(tx: AsyncConnection, ids: Iterable[str]) -> dict[VisitId, Hurt]:
    found = await tx.execute(_OF_VISITS, {"ids": list(ids)})
    return {VisitId(row.id): _KINDS[row.notice] for row in found}
