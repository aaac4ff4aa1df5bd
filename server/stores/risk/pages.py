"""Pages: what is owed, each attempt to reach somebody who is not at the wall, what came of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import UNANSWERED, Flag
from server.domain.paging import Attempt, Owed, PagerState, Way, state_of
from server.domain.set_back import AHEAD
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.rows import flags as flagging
from server.stores.rows import paged as tries
from server.stores.tables.core import flags
from server.stores.tables.house import owed_pages, pages

_OPEN = owed_pages.c.flag.in_(select(flags.c.id).where(flags.c.state.in_(tuple(UNANSWERED))))


@dataclass(frozen=True, slots=True)
class SqlPages:
    db: Database

    async def owed(
        self, fence: Fence, at: datetime, again_at: datetime, busy: Collection[Way]
    ) -> list[Owed]:
        """What is to be tried now, but what is `busy`. Whoever dies over it loses nothing: each is
        due again at `again_at`. Nothing is owed any more for what somebody has answered.
        """
        async with self.db.write() as tx:
            await fence.check(tx)
            await tx.execute(delete(owed_pages).where(~_OPEN))
            # Or said by a clock that was set back since: nobody is ever put off for longer.
            ahead = owed_pages.c.next_at > again_at + AHEAD
            due = select(owed_pages).where((owed_pages.c.next_at <= at) | ahead)
            rows = [one for one in await tx.execute(due) if (one.flag, one.channel) not in busy]
            for one in rows:
                tried = {"tries": one.tries + 1, "next_at": again_at}
                await tx.execute(
                    update(owed_pages).where(_this(one.flag, one.channel)).values(tried)
                )
            found = await tx.execute(select(flags).where(flags.c.id.in_([o.flag for o in rows])))
            about = {row.id: flagging.flag_of(row) for row in found}
        return [Owed(about[one.flag], one.channel, one.tries + 1) for one in rows]

    async def paged(self, owed: Owed, attempt: Attempt, again_at: datetime | None) -> Wake:
        """Write it down. The debt ends with an answer, or with the last try of this turn."""
        row = {
            "flag": owed.flag.id,
            "channel": owed.channel,
            "attempt": owed.attempt,
            "at": attempt.at,
            "delivered": attempt.delivered,
            "status": attempt.status,
        }
        this = _this(owed.flag.id, owed.channel)
        async with self.db.write() as tx:
            await tx.execute(insert(pages).values(row))
            if attempt.delivered or again_at is None:
                await tx.execute(delete(owed_pages).where(this))
            else:
                await tx.execute(update(owed_pages).where(this).values(next_at=again_at))
        return Wake(wall=True, talks={owed.flag.conversation})

    async def lately(self, since: datetime) -> PagerState:
        async with self.db.read() as tx:
            return state_of(await tries.lately(tx, since))


async def owe(tx: AsyncConnection, flag: Flag, channels: Collection[str], at: datetime) -> None:
    """With the lapse that calls for it, in one transaction; what is owed already begins anew."""
    for channel in channels:
        row = {"flag": flag.id, "channel": channel, "tries": 0, "next_at": at}
        await tx.execute(delete(owed_pages).where(_this(flag.id, channel)))
        await tx.execute(insert(owed_pages).values(row))


def _this(flag: str, channel: str) -> ColumnElement[bool]:
    return (owed_pages.c.flag == flag) & (owed_pages.c.channel == channel)
