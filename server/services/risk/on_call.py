"""On call: those on shift say which of their browsers we may reach, and try it."""

from base64 import urlsafe_b64decode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.contract import pager_requests as pager
from server.contract.pager_requests import LeaveThisBrowser, PageThisBrowser
from server.domain.ids import StaffId
from server.domain.push import About, Browser, Pushed, PushSubscription, is_point, may_push_to
from server.domain.staff import BadField, StaffMember
from server.services.ports import Now


class Subscribing(Protocol):
    async def add(self, made: PushSubscription, at: datetime) -> None: ...
    async def remove(self, endpoint: str) -> None: ...
    async def browsers(self, whose: StaffId) -> list[Browser]: ...
    async def forget(self, whose: StaffId, id: str) -> None: ...


class Push(Protocol):
    async def push(self, people: Collection[StaffId], about: About) -> Pushed: ...


@dataclass(frozen=True, slots=True)
class OnCall:
    """`key` is the public one, as a browser wants it; `services` are the hosts we push to."""

    subscriptions: Subscribing
    push: Push
    key: str
    services: Collection[str]
    now: Now

    async def page_here(self, who: StaffMember, asked: PageThisBrowser) -> None:
        """Raises BadField."""
        if not may_push_to(asked.endpoint, self.services):
            raise BadField("endpoint", "Expected a push service that is in the settings")
        keys = (_bytes(asked.p256dh), _bytes(asked.auth))
        made = PushSubscription(who.id, asked.endpoint, *keys, asked.device)
        if not is_point(made.p256dh):
            raise BadField("p256dh", "Expected a point of P-256")
        await self.subscriptions.add(made, self.now())

    async def show_browsers(self, who: StaffMember, _: pager.ShowBrowsers) -> pager.Browsers:
        found = await self.subscriptions.browsers(who.id)
        return pager.Browsers(
            key=self.key,
            browsers=tuple(
                pager.BrowserCard(id=one.id, device=one.device, since=one.since) for one in found
            ),
        )

    async def forget(self, who: StaffMember, asked: pager.ForgetBrowser) -> None:
        await self.subscriptions.forget(who.id, asked.browser)

    async def test(self, who: StaffMember, _: pager.TryPush) -> pager.PushTried:
        pushed = await self.push.push([who.id], About.TEST)
        return pager.PushTried(of=pushed.of, taken=pushed.taken)

    async def leave_here(self, _: StaffMember, asked: LeaveThisBrowser) -> None:
        await self.subscriptions.remove(asked.endpoint)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
