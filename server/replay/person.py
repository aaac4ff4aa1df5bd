"""Somebody who talks: a connection, an ear, and words that are counted."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from server.contract.commands import Begin, Leave, Say
from server.contract.events import Receipt
from server.contract.room_commands import EnterRoom
from server.contract.views import VisitView
from server.domain.refusal import Code
from server.domain.session import Role
from server.domain.visit import LIVE, VisitState
from server.replay.checker import Said
from server.replay.ear import Ear
from server.replay.entry import Entry
from server.replay.house import House, OutOfPatience
from server.replay.link import Link
from server.replay.wire import Declined

IN: Final = VisitState.IN_ROOM


class Person:
    """`key` tells people apart in the figures and appears nowhere else."""

    def __init__(self, house: House, key: str, entry: Entry, show: Callable[[Any], None]) -> None:
        self.key = key
        self.ear = Ear(key, asyncio.get_running_loop().time)
        self.link = Link(house, entry, self.ear, show)
        self._house = house

    async def say(self, conversation: str, text: str, *, waited: bool = False) -> Said:
        """Returns when the service has it on disk. The `ref` stays the same if it is sent again."""
        now = asyncio.get_running_loop().time
        said = Said(conversation, self.key, text, now(), waited=waited)
        self._house.said.append(said)

        def again() -> None:
            said.sent_at = now()  # it was refused for a while: the time counts from here

        say = Say(conversation=conversation, ref=secrets.token_urlsafe(12), text=text)
        receipt: Receipt = await self.link.ask(say, again)
        said.seq, said.withheld, said.acked_at = receipt.seq, receipt.withheld, now()
        self.ear.know(conversation, receipt.seq)
        return said


class Visitor:
    """Somebody new with each conversation: a fresh token and nothing else."""

    def __init__(self, house: House, key: str) -> None:
        token = secrets.token_urlsafe(32)
        entry = Entry(next(house.urls), house.origin, Role.VISITOR, auth={"token": token})
        self.person = Person(house, key, entry, self._show)
        self.view: VisitView | None = None
        self._house = house
        self._changed = asyncio.Event()

    async def begin(self) -> str:
        """Take a place in the queue, as soon as the line is open; gives the conversation."""
        await self.person.link.up()
        view = await self._house.patiently("open line", self._begun())
        self._house.pseudonyms.add(view.pseudonym)
        return view.conversation or ""

    async def comes_in(self, room: str) -> None:
        """To the door of a room, and in, as soon as there is a place."""
        await self.person.link.up()
        command = EnterRoom(room=room, consent=True, language="en")
        self._answered(await self.person.link.ask(command))
        await self._house.patiently("place in the room", self._until(lambda view: view.state is IN))
        self._house.joined(room, self.person.key)

    async def ended(self) -> None:
        """Wait until the page would say that it is over."""
        over = self._until(lambda view: view.state not in LIVE)
        await self._house.patiently("end of the visit", over)

    async def goes(self) -> None:
        """Leave what has not ended."""
        with suppress(Declined, OutOfPatience):  # it is ending, or nobody is there
            if self.view is not None and self.view.state in LIVE:
                await self.person.link.ask(Leave())

    async def leave(self) -> None:
        """The same, and hang up."""
        try:
            await self.goes()
        finally:
            await self.person.link.down()

    async def _begun(self) -> VisitView:
        while True:
            try:
                self._answered(await self.person.link.ask(Begin(consent=True, language="en")))
            except Declined as declined:
                if declined.code not in {Code.CLOSED, Code.FULL, Code.NOT_NOW}:
                    raise
                await asyncio.sleep(declined.retry_after or 0.5)
            if self.view is not None and self.view.state in LIVE:
                return self.view  # begun, now or before the connection broke

    async def _until(self, reached: Callable[[VisitView], bool]) -> None:
        while self.view is None or not reached(self.view):
            self._changed.clear()
            await self._changed.wait()

    def _answered(self, view: VisitView) -> None:
        """Whoever waited for it goes on a little later: what came by itself meanwhile is newer."""
        if self.view is None or self.view.state is VisitState.ARRIVED:
            self._show(view)

    def _show(self, news: Any) -> None:
        if isinstance(news, VisitView):
            self.view = news
            if news.conversation and news.room is None:  # what ends at a room's end is told in it
                self._house.joined(news.conversation, self.person.key)
            self._changed.set()
