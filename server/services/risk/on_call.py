"""On call: a moderator says which browsers the pager may reach."""

from base64 import urlsafe_b64decode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.contract.pager_requests import (
    LeaveThisBrowser,
    PageThisBrowser,
    PushKey,
    ShowPushKey,
)
from server.domain.push import PushSubscription, is_point, may_push_to
from server.domain.staff import BadField, StaffMember
from server.services.ports import Now


class Subscribing(Protocol):
    async def add(self, made: PushSubscription, at: datetime) -> None: ...
    async def remove(self, endpoint: str) -> None: ...


@dataclass(frozen=True, slots=True)
class OnCall:
    """`key` is the public one, as a browser wants it; `services` are the hosts we push to."""

    subscriptions: Subscribing
    key: str
    services: Collection[str]
    now: Now

    async def show_key(self, _: StaffMember, __: ShowPushKey) -> PushKey:
        return PushKey(key=self.key)

    async def page_here(self, who: StaffMember, asked: PageThisBrowser) -> None:
        """Raises BadField."""
        if not may_push_to(asked.endpoint, self.services):
            raise BadField("endpoint", "Expected a push service that is in the settings")
        made = PushSubscription(who.id, asked.endpoint, _bytes(asked.p256dh), _bytes(asked.auth))
        if not is_point(made.p256dh):
            raise BadField("p256dh", "Expected a point of P-256")
        await self.subscriptions.add(made, self.now())

    async def leave_here(self, _: StaffMember, asked: LeaveThisBrowser) -> None:
        await self.subscriptions.remove(asked.endpoint)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
