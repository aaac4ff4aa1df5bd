"""How the whole service does, counted in SQL, so that any process can say it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, text

from moderation.verdict import Level
from server.domain.flag import FlagState
from server.domain.paging import LATELY
from server.domain.vitals import Vitals
from server.stores.database import Database
from server.stores.processes import workers
from server.stores.tables.core import AWAITING, flags, messages
from server.stores.tables.house import leases, owed_pages, pages

_FLAGS = (
    select(flags.c.level, flags.c.state, func.count())
    .where(text("flags.state != 'resolved'"))
    .group_by(flags.c.level, flags.c.state)
)
_PAGED = (
    select(pages.c.channel, pages.c.delivered, func.count())
    .where(pages.c.at >= bindparam("since"))
    .group_by(pages.c.channel, pages.c.delivered)
)
_OWED = select(owed_pages.c.channel, func.count()).group_by(owed_pages.c.channel)
_OPINIONS = (
    select(messages.c.opinion, func.count(), func.min(messages.c.at))
    .where(text(AWAITING))
    .group_by(messages.c.opinion)
)

_FAILING = select(leases.c.name, leases.c.failing_since).where(leases.c.failing_since.is_not(None))


@dataclass(frozen=True, slots=True)
class SqlVitals:
    db: Database

    async def read(self, now: datetime) -> Vitals:
        async with self.db.read() as tx:
            found = (await tx.execute(_FLAGS)).all()
            paged = (await tx.execute(_PAGED, {"since": now - LATELY})).all()
            owed = (await tx.execute(_OWED)).all()
            waiting = (await tx.execute(_OPINIONS)).all()
            failing = (await tx.execute(_FAILING)).all()
            seen, models = await workers(tx, now)
        return Vitals(
            flags={(Level(level), FlagState(state)): count for level, state, count in found},
            paged={(way, bool(taken)): count for way, taken, count in paged},
            owed={row[0]: row[1] for row in owed},
            opinions={whose: count for whose, count, _ in waiting},
            oldest=now - min((at for *_, at in waiting), default=now),
            worker=now - seen if seen else None,
            models=models,
            failing={name: now - since for name, since in failing},
        )
