"""Where the messages stand that wait for an opinion."""

from collections.abc import Collection

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.opinion import Waits
from server.domain.session import Role
from server.stores.tables.core import AWAITING, messages

Place = tuple[str, int]  # conversation and seq
Before = tuple[str, int, int | None]  # and the seq of the words before it

_VISITORS = messages.c.role == Role.VISITOR
_earlier = messages.alias()
_BEFORE = (  # a notice in between is no words
    select(func.max(_earlier.c.seq))
    .where(_earlier.c.conversation == messages.c.conversation)
    .where(_earlier.c.seq < messages.c.seq, _earlier.c.notice.is_(None))
    .scalar_subquery()
)
_WAITING = (
    select(messages.c.conversation, messages.c.seq, _BEFORE)
    .where(text(AWAITING))
    .order_by(messages.c.at, messages.c.seq)
)


async def awaiting(
    tx: AsyncConnection, waits: Collection[Waits], most: int, without: Collection[Place]
) -> list[Before]:
    """The oldest, visitors' first: where many wait, who may be in danger comes before the rest."""
    found: list[Before] = []
    for whose in (_VISITORS, ~_VISITORS):
        if (missing := most - len(found)) > 0:
            wanted = _WAITING.where(messages.c.opinion.in_(waits), whose)
            rows = await tx.execute(wanted.limit(missing + len(without)))
            places: list[Before] = [(talk, seq, before) for talk, seq, before in rows]
            found += [place for place in places if place[:2] not in without][:missing]
    return found
