"""An invented peer at the desk: takes those whom its part takes, and plays the part."""

import asyncio
from contextlib import suppress
from typing import Any, Final, Protocol

from server.contract.duty_commands import GoOff, GoReady, Rest
from server.contract.staff_commands import AcceptOffer, DeclineOffer, End, WrapUp
from server.contract.staff_views import DeskConversation, DeskView, OfferCard
from server.demo.cast import Cast
from server.demo.voice import OVER, Voice
from server.domain.duty import DutyState
from server.domain.ending import Farewell
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.person import Person

LOOK: Final = 1.0
GOODBYE: Final = 1.5
IDLE: Final = frozenset({DutyState.OFF, DutyState.BREAK, DutyState.AWAY})


class Part(Protocol):
    def is_wanted(self) -> bool:
        """Whether this peer should be on shift now."""

    def takes(self, offer: OfferCard) -> bool: ...

    async def play(self, voice: Voice, talk: DeskConversation) -> None:
        """Until the peer ends it. Raises one of `OVER` where somebody else did."""


class Peer:
    def __init__(self, cast: Cast, name: str, cookie: str, part: Part) -> None:
        house = cast.house
        entry = Entry(next(house.urls), house.origin, Role.PEER, cookie=cookie)
        self._person = Person(house, name, entry, self._show)
        self._cast = cast
        self._part = part
        self._desk = DeskView(duty=DutyState.OFF)
        self._played = ""

    async def work(self) -> None:
        """Until cancelled."""
        try:
            await self._person.link.up()
            while True:
                with suppress(*OVER):
                    await self._look(self._desk)
                await asyncio.sleep(LOOK)
        finally:
            await self._go()

    async def _look(self, desk: DeskView) -> None:
        if desk.offers:
            await self._answer(desk.offers[0])
        elif desk.wrap_up is not None:
            await self._wrap_up(desk.wrap_up)
        elif desk.conversations:
            await self._talk(desk.conversations[0])
        elif desk.duty in IDLE and self._part.is_wanted():
            await self._person.link.ask(GoReady())
        elif desk.duty is DutyState.READY and not self._part.is_wanted():
            await self._person.link.ask(Rest())

    async def _answer(self, offer: OfferCard) -> None:
        await self._cast.tempo.pause(0.5, 2.5)
        kind = AcceptOffer if self._part.takes(offer) else DeclineOffer
        await self._person.link.ask(kind(offer=offer.id))

    async def _wrap_up(self, conversation: str) -> None:
        await self._cast.tempo.pause(2, 6)
        rest = not self._part.is_wanted()
        await self._person.link.ask(WrapUp(conversation=conversation, rest=rest))

    async def _talk(self, talk: DeskConversation) -> None:
        if talk.id == self._played:
            return  # it has just been ended, and this desk is older
        self._played = talk.id
        voice = Voice(self._person, talk.id, self._cast.tempo)
        try:
            await self._part.play(voice, talk)
            end = End(conversation=talk.id, farewell=Farewell.LEAVING, reason="They said goodbye.")
            await self._person.link.ask(end)
        finally:
            self._forget()

    def _forget(self) -> None:
        """A demonstration runs for ever; what was heard need not be kept for ever."""
        self._person.ear.heard.clear()
        self._person.ear.whole.clear()

    async def _go(self) -> None:
        with suppress(TimeoutError, *OVER):
            async with asyncio.timeout(GOODBYE):
                await self._person.link.ask(GoOff())
        await self._person.link.down()

    def _show(self, news: Any) -> None:
        if isinstance(news, DeskView):
            self._desk = news
