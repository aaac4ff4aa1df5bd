"""One connection to Valkey that is there again soon after it breaks."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from server.stores.valkey.pool import let_go, pool_of
from server.stores.valkey.wire import PING, Wire
from server.stores.valkey.words import Answer

PULSE: Final = 3.0  # seconds; after half of it in silence we ask whether it still lives
DEAF: Final = 10.0  # seconds without an answer after which the connection counts as dead
PATIENCE: Final = 5.0  # seconds to connect
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 2.0
AWAY: Final = (RedisError, OSError)

log = structlog.get_logger()


class Link:
    """`begin` runs at each connect, `take` gives what is to be sent, `hear` gets each answer."""

    def __init__(
        self,
        url: str,
        *,
        begin: Callable[[], None],
        take: Callable[[], bytes],
        hear: Callable[[Answer], None],
    ) -> None:
        # RESP2, where a push is an answer like any other. No retries (TRAPS 16), no timeout
        # on reading (TRAPS 17): the pulse below says when it is dead.
        self._pool = pool_of(
            url,
            protocol=2,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=PATIENCE,
            socket_timeout=None,
        )
        self._begin = begin
        self._take = take
        self._hear = hear
        self._wire: Wire | None = None
        self._due: asyncio.TimerHandle | None = None
        self._is_urgent = False

    @property
    def up(self) -> bool:
        return self._wire is not None

    def wake(self, within: float = 0.0) -> None:
        """There is something to take. It goes out in one write, with all that this tick brings.

        What shares a commit is told in one tick. `within` so many seconds: whatever goes sooner
        takes it along, for each write is answered, and each answer wakes us up.
        """
        if not self.up or (self._due is not None and (self._is_urgent or within)):
            return
        if self._due is not None:
            self._due.cancel()
        self._is_urgent = not within
        self._due = asyncio.get_running_loop().call_later(within, self._send)

    def _send(self) -> None:
        self._due = None
        if self._wire is not None and not self._wire.is_full and (words := self._take()):
            self._wire.write(words)

    async def keep(self) -> None:
        """Runs until it is cancelled."""
        try:
            await self._again_and_again()
        finally:
            await let_go(self._pool)

    async def _again_and_again(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._live()
            except AWAY:
                pause = FIRST_PAUSE if self.up else min(pause * 2, LONGEST_PAUSE)
            if self.up:
                log.warning("lost", store="valkey")
            self._wire = None
            await asyncio.sleep(pause)

    async def _live(self) -> None:
        connection = self._pool.make_connection()  # type: ignore[no-untyped-call]
        try:
            async with asyncio.timeout(PATIENCE):
                await connection.connect()
            wire = Wire(self._hear, self.wake)
            wire.take_over(connection)
            self._connected(wire)
            await _watched(wire)
        finally:
            await connection.disconnect(nowait=True)

    def _connected(self, wire: Wire) -> None:
        self._wire = wire
        self._begin()
        self.wake()
        log.info("connected", store="valkey")


async def _watched(wire: Wire) -> None:
    """Until it is gone. Raises OSError."""
    while not wire.gone.done():
        if wire.silence > DEAF:
            wire.cut()  # what it still was to be told is not waited for
        elif wire.silence > PULSE / 2:
            wire.write(PING)
        await asyncio.wait([wire.gone], timeout=PULSE)
    raise ConnectionResetError
