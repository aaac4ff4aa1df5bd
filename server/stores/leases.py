"""Who leads: one holder at a time, and a fence that a former leader can't pass."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.stores.database import Database
from server.stores.tables.house import leases

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class LeaseLost(Exception):
    """Somebody else leads now. Stop; what you were writing is rolled back."""


@dataclass(frozen=True, slots=True)
class Fence:
    """The proof of one leadership; each new holder's number is higher."""

    name: str
    number: int

    async def check(self, tx: AsyncConnection) -> None:
        """Raises LeaseLost. First in each of the leader's write transactions.

        Until the transaction ends nobody else can take the lease, even if its time runs out.
        """
        wanted = select(leases.c.fence).where(leases.c.name == self.name, leases.c.holder != "")
        if await tx.scalar(wanted.with_for_update(read=True)) != self.number:
            raise LeaseLost(self.name)


@dataclass(frozen=True, slots=True)
class Leases:
    """`holder` must be unique among living processes, also across machines and restarts."""

    db: Database
    now: Callable[[], datetime]

    async def take(self, name: str, holder: str, seconds: float) -> Fence | None:
        """None while another holds it. Who takes it again renews it; the fence stays.

        All ask for as many seconds. One that is held for more than twice as long (clocks differ a
        little, and this waits for its row) was taken by a clock that has been set back since:
        nobody would lead until the time that it showed.
        """
        now, length = self.now(), timedelta(seconds=seconds)
        if await self._is_anothers(name, holder, now, now + 2 * length):
            return None
        async with self.db.write() as tx:
            row = await self._row(tx, name)
            if row.holder != holder and now < row.until <= now + 2 * length:
                return None
            number = int(row.fence) + (row.holder != holder)
            held = {"holder": holder, "fence": number, "until": now + length}
            await tx.execute(update(leases).where(leases.c.name == name).values(held))
        return Fence(name, number)

    async def fared(self, name: str, holder: str, now_well: bool) -> None:
        """Keep since when the rounds under this lease fail; nothing where another holds it."""
        since = None if now_well else func.coalesce(leases.c.failing_since, self.now())
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        async with self.db.write() as tx:
            await tx.execute(update(leases).where(mine).values(failing_since=since))

    async def release(self, name: str, holder: str) -> None:
        """Let the next one lead at once. Harmless where another holds it."""
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        async with self.db.write() as tx:
            await tx.execute(update(leases).where(mine).values(holder="", until=LONG_AGO))

    async def _is_anothers(self, name: str, holder: str, now: datetime, latest: datetime) -> bool:
        """Most who ask don't lead: they take no turn to write from those who keep messages."""
        anothers = (leases.c.name == name) & (leases.c.holder != holder)
        held = (leases.c.until > now) & (leases.c.until <= latest)
        async with self.db.read() as tx:
            return await tx.scalar(select(leases.c.name).where(anothers & held)) is not None

    async def _row(self, tx: AsyncConnection, name: str) -> Row[Any]:
        wanted = self.db.lock(select(leases).where(leases.c.name == name))
        row = (await tx.execute(wanted)).one_or_none()
        if row is not None:
            return row
        free = self.db.insert(leases).values(name=name, holder="", fence=0, until=LONG_AGO)
        await tx.execute(free.on_conflict_do_nothing())
        return (await tx.execute(wanted)).one()


@dataclass(frozen=True, slots=True)
class Holder:
    """One process, as it holds leases; its name is unlike any other's, also after a restart."""

    leases: Leases
    name: str

    async def take(self, lease: str, seconds: float) -> Fence | None:
        return await self.leases.take(lease, self.name, seconds)

    async def fared(self, lease: str, now_well: bool) -> None:
        await self.leases.fared(lease, self.name, now_well)

    async def release(self, lease: str) -> None:
        await self.leases.release(lease, self.name)
