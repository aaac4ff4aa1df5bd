"""How many wait from one address: none may fill the line for everybody else."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.domain.address import is_ours, network_of
from server.stores.valkey.private_names import PrivateNames, digests

COME: Final = (Path(__file__).parent / "lua" / "come.lua").read_text()
AWAY: Final = (RedisError, OSError)
KEPT: Final = 4 * 60 * 60 * 1000  # milliseconds; hardly anybody waits for longer
COMING: Final = 15_000  # milliseconds in which one who was let in stands in SQL

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Crowds:
    """`most` may wait from one address. Only the line counts: who talks has left it."""

    valkey: Redis
    now: Callable[[], datetime]
    most: int

    async def has_room(self, address: str, visit: str, waiting: Collection[str]) -> bool:
        """Notes this one among those from there, if there is room. `waiting` are all who wait."""
        if is_ours(address):
            return True
        try:
            return await self._has_room(address, visit, waiting)
        except AWAY:
            log.warning("not counted", store="valkey", state="down")
            return True

    async def _has_room(self, address: str, visit: str, waiting: Collection[str]) -> bool:
        names = PrivateNames(self.valkey, self.now)
        place, key = await names.counter("waiting", network_of(address)), await names.key()
        (mine, *others) = digests(key, [visit, *waiting])
        at = int(self.now().timestamp() * 1000)
        before = await self._run(place, mine, at)
        came = zip(before[::2], before[1::2], strict=True)
        there = sum(who.decode() in others or float(when) > at - COMING for who, when in came)
        if there < self.most:
            return True
        await self.valkey.zrem(place, mine)
        return False

    async def _run(self, place: str, mine: str, at: int) -> list[bytes]:
        answer: Any = self.valkey.eval(COME, 1, place, mine, str(at), str(KEPT))
        return cast("list[bytes]", await answer)
