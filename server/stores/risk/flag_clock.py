"""The clock of flags, turned by whoever holds the lease."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.exposure import Policy
from server.domain.flag import UNANSWERED, Flag, FlagStep
from server.domain.paging import Lapsed
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.leases import Fence
from server.stores.risk.pages import owe
from server.stores.rows import claims
from server.stores.rows import conversations as talks
from server.stores.rows import flags as rows
from server.stores.rows.alone import left_alone
from server.stores.rows.turns import Turns, turns
from server.stores.tables.core import flags

ABANDONED = timedelta(seconds=60)  # as long as an L3 flag may wait for its claim
NOT_SOONER: Final[Mapping[Level, timedelta]] = MappingProxyType({})
Next = Callable[[Flag, datetime], Lapsed]


@dataclass(frozen=True, slots=True)
class SqlFlagClock:
    db: Database
    policy: Policy  # who has carried much is called last

    async def lapse(
        self,
        fence: Fence,
        at: datetime,
        seen_since: datetime,
        next_step: Next,
        alone: Mapping[Level, timedelta] = NOT_SOONER,
    ) -> Wake:
        """Flags whose clock ran out, or whose owner is gone, go to the next moderator. Where none
        is on duty, those that have waited for the time of their level in `alone`, as well.

        `next_step` is asked with whose turn it is in the flag's `alerting`. What the pager must
        tell of them is owed from here on.
        """
        late = claims.late(at, at - ABANDONED) | left_alone(at, seen_since, alone)
        async with self.db.write() as tx:
            await fence.check(tx)
            talks_ = list(await tx.scalars(select(flags.c.conversation).where(late)))
            await talks.locked(self.db, tx, talks_)
            still = select(flags).where(late, flags.c.conversation.in_(talks_))
            found = await tx.execute(self.db.lock(still.order_by(flags.c.due_at, flags.c.id)))
            due = [rows.flag_of(row) for row in found]
            called = await turns(tx, seen_since, self.policy, at) if due else Turns({})
            for flag in due:
                turn = called.next(flag.alerting or flag.claimed_by, flag.barred)
                then = next_step(replace(flag, alerting=turn), at)
                keeps = flag.claimed_by in called.in_hand
                await _lapsed(tx, replace(flag, alerting=turn), then, at, keeps=keeps)
                await owe(tx, flag, then.pager, at)
        return Wake(wall=bool(due), talks={flag.conversation for flag in due})


async def _lapsed(
    tx: AsyncConnection, flag: Flag, then: Lapsed, at: datetime, *, keeps: bool
) -> None:
    """`flag.alerting` is whose turn it is now. Whoever has it and is here keeps it beside those who
    are called, until one of them claims.
    """
    step = FlagStep.LAPSE if flag.state in UNANSWERED else FlagStep.ABANDON
    more = {"lapses": flag.lapses + then.steps, "due_at": then.due_at, "set_at": at}
    more |= {"alerting": flag.alerting}
    if step is FlagStep.ABANDON or not keeps:
        more |= {"claimed_by": None, "claimed_at": None}
    await rows.step(tx, flag, step, more)
