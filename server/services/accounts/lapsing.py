"""Sessions that are over: whoever was in a conversation with one is handled as signed out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from server.domain.wake import Wake
from server.services.ports import Hints, Now


class Lapsed(Protocol):
    async def depart(self, fence: Any, at: datetime) -> list[Wake]: ...


@dataclass(frozen=True, slots=True)
class SessionTending:
    lapsed: Lapsed
    hints: Hints
    now: Now

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        for wake in await self.lapsed.depart(fence, self.now()):
            self.hints.spread(wake)
