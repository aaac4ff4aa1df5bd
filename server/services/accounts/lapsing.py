"""Sessions that are over: whoever was in a conversation with one is handled as signed out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from server.domain.wake import Wake
from server.services.ports import Hints, Now


class Lapsed(Protocol):
    def depart(self, fence: Any, at: datetime) -> AsyncIterator[Wake]: ...


@dataclass(frozen=True, slots=True)
class SessionTending:
    lapsed: Lapsed
    hints: Hints
    now: Now

    async def round(self, fence: object) -> None:
        """For the holder of the lease; raises LeaseLost."""
        async for wake in self.lapsed.depart(fence, self.now()):
            self.hints.spread(wake)
