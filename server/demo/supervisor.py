"""The invented moderator: keeps the line open, and leaves flags to who is watching for a while."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from server.contract.duty_commands import GoOff, GoReady
from server.contract.events import Found, WallRenewed
from server.contract.flag_views import FlagCard
from server.contract.staff_commands import (
    ClaimFlag,
    ConfirmReferral,
    FindResources,
    HandOver,
    OfferReferral,
    ResolveFlag,
)
from server.contract.staff_views import WallConversation, WallView
from server.contract.views import ReferralCard
from server.demo.cast import Cast
from server.demo.voice import OVER
from server.domain.duty import DutyState
from server.domain.flag import UNANSWERED, FlagState, Outcome
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import VisitState
from server.replay.entry import Entry
from server.replay.person import Person

LEAVES_ALONE: Final = 130.0  # seconds in which the person who watches may claim a flag
RESOLVES_AFTER: Final = 40.0
HANDS_OVER_AFTER: Final = 6.0
STRANGER_WAITS: Final = 30.0
GOODBYE: Final = 1.5
WAITING: Final = frozenset({VisitState.WAITING, VisitState.OFFERED})


class Supervisor:
    def __init__(self, cast: Cast, name: str, cookie: str, region: str) -> None:
        house = cast.house
        entry = Entry(next(house.urls), house.origin, Role.MODERATOR, cookie=cookie)
        self._person = Person(house, name, entry, self._show)
        self._cast = cast
        self._region = region
        self._flags: dict[str, FlagCard] = {}
        self._talks: dict[str, WallConversation] = {}
        self._since: dict[tuple[str, str], float] = {}
        self._referred: set[str] = set()
        self._duty = DutyState.OFF

    async def work(self) -> None:
        """Until cancelled."""
        try:
            await self._person.link.up()
            while True:
                await self._look()
                await asyncio.sleep(1)
        finally:
            await self._go()

    async def refer(self, conversation: str, topic: str) -> None:
        """Offer the first service that fits, and carry the referral to its end."""
        found: Found = await self._person.link.ask(FindResources(country=self._region, topic=topic))
        if found.resources:
            self._referred.add(conversation)
            reason = "Asked for in an invented conversation."
            resource = found.resources[0].id
            offer = OfferReferral(conversation=conversation, resource=resource, reason=reason)
            await self._person.link.ask(offer)

    def is_waited_for(self) -> bool:
        """Whether somebody who is not ours has been in the queue for a while."""
        strangers = [talk for talk in self._talks.values() if not self._cast.is_ours(talk.id)]
        waiting = [talk for talk in strangers if talk.state in WAITING]
        return any(self._lasts("waits", talk.id, STRANGER_WAITS) for talk in waiting)

    async def _look(self) -> None:
        if self._duty is DutyState.OFF:  # at first, and where the line was lost for too long
            await self._may_fail(self._person.link.ask, GoReady())
        self.is_waited_for()  # the time counts from when somebody is seen first
        for card in list(self._flags.values()):
            if self._cast.is_ours(card.conversation):
                await self._may_fail(self._handle, card)
        for talk in list(self._talks.values()):
            if talk.id in self._referred and talk.referral is not None:
                await self._may_fail(self._carry_on, talk.referral)

    async def _handle(self, card: FlagCard) -> None:
        if card.state in UNANSWERED and self._lasts("unclaimed", card.id, LEAVES_ALONE):
            await self._person.link.ask(ClaimFlag(flag=card.id))
        ours = card.state is FlagState.CLAIMED and card.mine
        if ours and self._lasts("claimed", card.id, RESOLVES_AFTER):
            reason = "An invented conversation of the demonstration."
            outcome = Outcome.CONFIRMED
            await self._person.link.ask(ResolveFlag(flag=card.id, outcome=outcome, reason=reason))

    async def _carry_on(self, card: ReferralCard) -> None:
        commands = {
            ReferralState.ACCEPTED: HandOver(referral=card.id, reference="DEMO-1"),
            ReferralState.HANDED_OVER: ConfirmReferral(referral=card.id),
        }
        command = commands.get(card.state)
        if command is not None and self._lasts(card.state, card.id, HANDS_OVER_AFTER):
            await self._person.link.ask(command)

    async def _may_fail(self, step: Callable[[Any], Awaitable[None]], card: Any) -> None:
        with suppress(*OVER):  # somebody else was faster, or it has ended
            await step(card)

    def _lasts(self, what: str, id: str, seconds: float) -> bool:
        """Whether this has been so for so long; begins to count when it is asked first."""
        now = asyncio.get_running_loop().time()
        return now - self._since.setdefault((what, id), now) >= seconds

    async def _go(self) -> None:
        with suppress(TimeoutError, *OVER):
            async with asyncio.timeout(GOODBYE):
                await self._person.link.ask(GoOff())
        await self._person.link.down()

    def _show(self, news: Any) -> None:
        match news:
            case WallView(duty=duty, flags=flags, conversations=talks):
                self._duty = duty
                self._flags = {card.id: card for card in flags}
                self._talks = {talk.id: talk for talk in talks}
            case WallRenewed():
                self._renew(news)

    def _renew(self, wall: WallRenewed) -> None:
        self._duty = wall.duty
        self._flags.update({card.id: card for card in wall.flags})
        self._talks.update({talk.id: talk for talk in wall.conversations})
        for gone in (*wall.flags_gone, *wall.conversations_gone):
            self._flags.pop(gone, None)
            self._talks.pop(gone, None)
            self._since = {key: at for key, at in self._since.items() if key[1] != gone}
