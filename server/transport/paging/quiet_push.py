"""A push that says no more than that there is something in the console, for who looks away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

import msgspec

from server.domain.ids import StaffId
from server.domain.push import About, Pushed, PushSubscription
from server.transport.paging.push_services import Push, PushServices, taken

LIFE: Final[Mapping[About, timedelta]] = {
    About.OFFER: timedelta(seconds=20),  # then it goes to somebody else
    About.SHIFT: timedelta(minutes=30),
    About.TEST: timedelta(minutes=1),
}


class Subscriptions(Protocol):
    async def of(self, people: Collection[StaffId]) -> list[PushSubscription]: ...


@dataclass(frozen=True, slots=True)
class QuietPush:
    subscriptions: Subscriptions
    services: PushServices

    async def push(self, people: Collection[StaffId], about: About) -> Pushed:
        wanted = await self.subscriptions.of(people)
        if not wanted:
            return Pushed(of=0, taken=0)
        push = Push(msgspec.json.encode({"about": about}), about, LIFE[about])
        statuses = await self.services.send(wanted, push)
        return Pushed(of=len(wanted), taken=sum(map(taken, statuses)))
