"""Group commit: what arrives within a few milliseconds shares one transaction and one fsync."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from server.domain.refusal import Code, Refusal
from server.domain.saying import Kept, Saying
from server.stores.database import Database
from server.stores.keeping import Keeping

Waiting = tuple[Saying, "asyncio.Future[Kept]"]


class NotKept(Exception):
    """This process is stopping. Say it again to another; the same `ref` is kept once."""


@dataclass(slots=True)
class Journal:
    """Each caller's answer waits for the commit that holds its message.

    `gather` is in seconds; at most `most` messages share a transaction; at most `bound` wait.
    """

    db: Database
    keeping: Keeping
    committed: Callable[[int], None] = lambda count: None
    gather: float = 0.003
    most: int = 256
    bound: int = 10_000
    _waiting: list[Waiting] = field(default_factory=list)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _ended: bool = False

    async def keep(self, saying: Saying) -> Kept:
        """Return after the commit.

        Raises Refusal: NOT_FOUND for a stranger, NOT_NOW when the conversation takes no words,
        TOO_FAST when too many wait. Any other exception: it is not kept.
        """
        if self._ended:
            raise NotKept
        if len(self._waiting) >= self.bound:
            raise Refusal(Code.TOO_FAST, retry_after=1)
        kept: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((saying, kept))
        self._arrived.set()
        return await kept

    async def run(self) -> None:
        """The one writer of this process; ends only when cancelled, with nobody left waiting."""
        try:
            while True:
                await self._arrived.wait()
                await asyncio.sleep(self.gather)
                await self.flush()
        finally:
            self._ended = True
            _settle_all(self._waiting, NotKept())
            self._waiting.clear()

    async def flush(self) -> None:
        """Keep what waits now, without waiting for more."""
        while self._waiting:
            await self._commit(self._next)
        self._arrived.clear()

    def _next(self) -> Sequence[Waiting]:
        batch, self._waiting = self._waiting[: self.most], self._waiting[self.most :]
        return batch

    async def _commit(self, take: Callable[[], Sequence[Waiting]]) -> None:
        """Who comes while other processes have the turn to write comes along."""
        batch: Sequence[Waiting] = ()
        try:
            async with self.db.write_soon() as tx:
                if not (batch := take()):  # a flush at the same time has kept them
                    return
                results = await self.keeping(tx, [saying for saying, _ in batch])
        except Exception as error:  # whatever it is, nobody may wait for ever
            await self._failed(batch or take(), error)
            return
        except BaseException:
            _settle_all(batch, NotKept())
            raise
        self.committed(len(batch))
        for (_, kept), result in zip(batch, results, strict=True):
            _settle(kept, result)

    async def _failed(self, batch: Sequence[Waiting], error: Exception) -> None:
        """One bad message must not take its neighbours down: try each alone, once.

        Where the database is away they all fail at once; in turn each would wait for it.
        """
        if len(batch) == 1 or _database_is_away(error):
            _settle_all(batch, error)
            return
        for waiting in batch:
            await self._commit(partial(list, [waiting]))


def _database_is_away(error: Exception) -> bool:
    """Locked, full, unreachable, its pool exhausted: nothing that one message did."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, OperationalError | InterfaceError | PoolTimeout | OSError)


def _settle_all(batch: Sequence[Waiting], error: Exception) -> None:
    for _, kept in batch:
        _settle(kept, error)


def _settle(kept: "asyncio.Future[Kept]", result: Kept | Exception) -> None:
    if kept.done():  # whoever asked has gone; the message is kept all the same
        return
    if isinstance(result, Exception):
        kept.set_exception(result)
    else:
        kept.set_result(result)
