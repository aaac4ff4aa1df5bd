"""The moderator without whom the line is closed: claims what is flagged and counts it."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import Any

from server.contract.commands import Command, Sync
from server.contract.duty_commands import GoOff, GoReady
from server.contract.events import Alarm, WallRenewed
from server.contract.flag_views import FlagCard
from server.contract.staff_commands import ClaimFlag, ResolveFlag
from server.contract.staff_views import WallView
from server.domain.flag import UNANSWERED, FlagState, Outcome
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.house import House, OutOfPatience
from server.replay.person import Person
from server.replay.wire import Declined


class Moderator:
    """Reads no conversation, so that everything said to this socket would be a fault."""

    def __init__(self, house: House, key: str, cookie: str) -> None:
        entry = Entry(next(house.urls), house.origin, Role.MODERATOR, cookie=cookie)
        self.person = Person(house, key, entry, self._show)
        self.cards: dict[str, FlagCard] = {}
        self.alarms = 0
        self.shown_at: dict[tuple[str, int], float] = {}  # by conversation and message
        self._house = house
        self._changed = asyncio.Event()
        self._over: set[str] = set()
        self._resolved: set[str] = set()

    async def work(self) -> None:
        """Until cancelled."""
        await self.person.link.ask(GoReady())
        while True:
            await self._changed.wait()
            self._changed.clear()
            for card in self._ours():
                await self._handle(card)

    def over(self, conversation: str) -> None:
        """What was flagged in it can be resolved now."""
        self._over.add(conversation)
        self._changed.set()

    async def go(self) -> None:
        """Look at the whole wall once more, resolve what is left, end the shift."""
        try:
            self._show(await self.person.link.ask(Sync()))
            for card in self._ours():
                await self._handle(card)
                await self._resolve(card)
            await self.person.link.ask(GoOff())
        finally:
            await self.person.link.down()

    def flags(self) -> dict[str, dict[str, int]]:
        """How many flags of ours there were, by concern and level."""
        counts: dict[str, Counter[str]] = {}
        for card in self._ours():
            for concern in card.concerns or ("incomplete",):
                counts.setdefault(concern, Counter())[f"L{card.level.value}"] += 1
        return {concern: dict(sorted(counts[concern].items())) for concern in sorted(counts)}

    def _ours(self) -> list[FlagCard]:
        return [card for card in self.cards.values() if card.conversation in self._house.members]

    async def _handle(self, card: FlagCard) -> None:
        if card.state in UNANSWERED:
            await self._try(ClaimFlag(flag=card.id))
        elif card.conversation in self._over:
            await self._resolve(card)

    async def _resolve(self, card: FlagCard) -> None:
        if card.id not in self._resolved and card.state is not FlagState.RESOLVED:
            reason = "Raised by a replay, not by a person."
            outcome = Outcome.FALSE_ALARM
            if await self._try(ResolveFlag(flag=card.id, outcome=outcome, reason=reason)):
                self._resolved.add(card.id)

    async def _try(self, command: Command) -> bool:
        try:
            await self.person.link.ask(command)
        except (OutOfPatience, Declined):
            return False  # somebody was faster, or it calls anew; the next change asks again
        return True

    def _show(self, news: Any) -> None:
        match news:
            case WallView(flags=flags) | WallRenewed(flags=flags):
                self.cards.update({card.id: card for card in flags})
                self._saw(flags)
                self._changed.set()
            case Alarm():
                self.alarms += 1

    def _saw(self, flags: Iterable[FlagCard]) -> None:
        at = asyncio.get_running_loop().time()
        for card in flags:
            self.shown_at.setdefault((card.conversation, card.seq), at)
