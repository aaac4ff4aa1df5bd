"""One connection to Valkey that is there again soon after it breaks."""

import asyncio
import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from server.stores.valkey_pool import let_go, pool_of

PULSE: Final = 3.0  # seconds of silence before we ask whether it still lives
DEAF: Final = 10.0  # seconds without an answer after which the connection counts as dead
PATIENCE: Final = 5.0  # seconds to connect, or to hand over one batch
GATHER: Final = 0.003  # seconds in which commands are gathered into one write
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 2.0
AWAY: Final = (RedisError, OSError)

CommandWords = Sequence[str | bytes]
log = structlog.get_logger()


class Link:
    """`begin` runs at each connect, `take` gives what is to be sent, `hear` gets each answer."""

    def __init__(
        self,
        url: str,
        *,
        begin: Callable[[], None],
        take: Callable[[], list[CommandWords]],
        hear: Callable[[Any], None],
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
        self._wake = asyncio.Event()
        self._heard_at = 0.0
        self.up = False

    def wake(self) -> None:
        """There is something to take. It goes out in one write, with all that comes in a moment."""
        self._wake.set()

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
            except* AWAY:
                pause = FIRST_PAUSE if self.up else min(pause * 2, LONGEST_PAUSE)
            if self.up:
                log.warning("lost", store="valkey")
            self.up = False
            await asyncio.sleep(pause)

    async def _live(self) -> None:
        connection = self._pool.make_connection()  # type: ignore[no-untyped-call]
        try:
            async with asyncio.timeout(PATIENCE):
                await connection.connect()
            self._connected()
            async with asyncio.TaskGroup() as both:
                both.create_task(self._hearing(connection))
                both.create_task(self._speaking(connection))
        finally:
            await connection.disconnect(nowait=True)

    def _connected(self) -> None:
        self._heard_at = _now()
        self.up = True
        self._begin()
        self._wake.set()
        log.info("connected", store="valkey")

    async def _hearing(self, connection: AbstractConnection) -> None:
        while True:
            # To disconnect here would let the other task connect again, with nothing subscribed.
            said = await connection.read_response(timeout=math.inf, disconnect_on_error=False)
            self._heard_at = _now()
            self._hear(said)

    async def _speaking(self, connection: AbstractConnection) -> None:
        while True:
            commands = await self._next()
            if _now() - self._heard_at > DEAF:
                raise TimeoutError
            if commands:
                async with asyncio.timeout(PATIENCE):
                    packed = connection.pack_commands(commands)
                    await connection.send_packed_command(packed, check_health=False)

    async def _next(self) -> list[CommandWords]:
        try:
            async with asyncio.timeout(PULSE):
                await self._wake.wait()
        except TimeoutError:
            return [("PING",)]
        await asyncio.sleep(GATHER)
        self._wake.clear()
        return self._take()


def _now() -> float:
    return asyncio.get_running_loop().time()
