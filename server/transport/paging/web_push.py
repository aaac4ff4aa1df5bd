"""The pager by Web Push: to the browsers of moderators who asked for it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec

from server.domain.flag import Flag
from server.domain.paging import NOBODY_ASKED
from server.domain.push import PushSubscription
from server.services.risk.paging import Answer
from server.transport.paging.page import page_of
from server.transport.paging.push_services import Push, PushServices, taken

LIFE: Final = timedelta(minutes=5)  # then the clock comes round
NOBODY: Final = Answer(delivered=False, status=NOBODY_ASKED)


class Subscriptions(Protocol):
    async def of_moderators(self) -> list[PushSubscription]: ...


@dataclass(frozen=True, slots=True)
class WebPush:
    """Delivered where a push service has taken it for one browser at least."""

    subscriptions: Subscriptions
    services: PushServices
    console: str
    now: Callable[[], datetime]

    async def page(self, flag: Flag) -> Answer:
        """To all at once; never to the one whom a report is about, or who asks the others."""
        found = await self.subscriptions.of_moderators()
        wanted = [one for one in found if one.staff != flag.barred]
        if not wanted:
            return NOBODY
        words = msgspec.json.encode(page_of(flag, self.console, self.now()))
        statuses = await self.services.send(wanted, Push(words, flag.id, LIFE))
        return Answer(delivered=any(map(taken, statuses)), status=_counted(statuses))

    async def reach(self) -> Answer:
        """Whether anybody has asked for it: a push service can be tried only by a push."""
        found = await self.subscriptions.of_moderators()
        return Answer(delivered=True, status=f"{len(found)} browsers") if found else NOBODY


def _counted(statuses: list[str]) -> str:
    """Each with how often it came."""
    return ", ".join(f"{count} × {status}" for status, count in sorted(Counter(statuses).items()))
