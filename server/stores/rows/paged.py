"""What came of paging, inside somebody's transaction: the last try by each way."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.ids import FlagId
from server.domain.paging import Paged
from server.stores.tables.core import flags
from server.stores.tables.house import owed_pages, pages

# Statements are built once: to build one costs more than to run it.
_NEWEST = select(func.max(pages.c.id))
_LATELY = (
    select(pages)
    .where(
        pages.c.id.in_(_NEWEST.where(pages.c.at >= bindparam("since")).group_by(pages.c.channel))
    )
    .order_by(pages.c.channel)
)
_OPEN = select(flags.c.id).where(text("flags.state != 'resolved'"))  # the index's own words
_TRIED = select(pages).where(
    pages.c.id.in_(_NEWEST.where(pages.c.flag.in_(_OPEN)).group_by(pages.c.flag, pages.c.channel))
)
_OWED = select(owed_pages.c.flag, owed_pages.c.channel).where(owed_pages.c.flag.in_(_OPEN))


async def of_open_flags(tx: AsyncConnection) -> Mapping[FlagId, tuple[Paged, ...]]:
    """By way, of those that the pager was called for."""
    owed = {(row.flag, row.channel) for row in await tx.execute(_OWED)}
    tried = {(row.flag, row.channel): row for row in await tx.execute(_TRIED)}
    found: dict[FlagId, tuple[Paged, ...]] = defaultdict(tuple)
    for way in sorted(owed | tried.keys()):
        row, again = tried.get(way), way in owed
        found[FlagId(way[0])] += (_paged(row, again=again) if row else Paged(way[1], again=True),)
    return dict(found)


async def lately(tx: AsyncConnection, since: datetime) -> tuple[Paged, ...]:
    """Of each way, whatever it was about."""
    rows = await tx.execute(_LATELY, {"since": since})
    return tuple(_paged(row, again=False) for row in rows)


def _paged(row: Row[Any], *, again: bool) -> Paged:
    """What was taken is owed no more, but by a clock that has called anew."""
    return Paged(row.channel, row.at, row.delivered, row.status, again and not row.delivered)
