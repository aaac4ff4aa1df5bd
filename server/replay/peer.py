"""A peer on shift who takes the visitors of this replay and nobody else."""

import asyncio
from collections import defaultdict
from typing import Any, Final

from server.contract.commands import Command
from server.contract.duty_commands import GoOff, GoReady
from server.contract.staff_commands import AcceptOffer, DeclineOffer, End, WrapUp
from server.contract.staff_views import DeskConversation, DeskView, OfferCard
from server.domain.duty import DutyState
from server.domain.ending import Farewell
from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.house import House, OutOfPatience
from server.replay.person import Person, Visitor
from server.replay.wire import Declined

WHY: Final = "Their words in the file are at an end."
WHOSE_WITHIN: Final = 3.0  # an offer may come before the visitor's own answer to `begin`


class Table:
    """Where visitors and peers find each other: who has taken which conversation."""

    def __init__(self) -> None:
        self._taken: defaultdict[str, asyncio.Future[Peer]] = defaultdict(
            asyncio.get_running_loop().create_future
        )

    def take(self, conversation: str, peer: "Peer") -> None:
        if not self._taken[conversation].done():
            self._taken[conversation].set_result(peer)

    async def peer_of(self, conversation: str) -> "Peer":
        return await asyncio.shield(self._taken[conversation])


class Peer:
    """Works on the newest view of the desk, one view at a time."""

    def __init__(self, house: House, table: Table, key: str, cookie: str) -> None:
        self.person = Person(
            house, key, Entry(next(house.urls), house.origin, Role.PEER, cookie=cookie), self._show
        )
        self._house = house
        self._table = table
        self._desk: DeskView | None = None
        self._changed = asyncio.Event()
        self._known: set[str] = set()
        self._finishing: set[str] = set()

    async def work(self) -> None:
        """Until cancelled."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._desk is not None:
                await self._looked(self._desk)

    async def finish(self, conversation: str, visitor: Visitor) -> None:
        """End it for both, and be ready for the next. Where no peer may, the visitor goes."""
        self._finishing.add(conversation)
        try:
            await self._over(End(conversation=conversation, farewell=Farewell.LEAVING, reason=WHY))
        except Declined as declined:
            if declined.code is not Code.IN_DANGER:
                raise
            await visitor.goes()
        await self._over(WrapUp(conversation=conversation))

    async def _over(self, command: Command) -> None:
        """What is over already needs no end."""
        try:
            await self.person.link.ask(command)
        except Declined as declined:
            if declined.code not in {Code.NOT_NOW, Code.NOT_FOUND}:
                raise

    async def go(self) -> None:
        try:
            await self.person.link.ask(GoOff())
        finally:
            await self.person.link.down()

    async def _looked(self, desk: DeskView) -> None:
        try:
            await self._look(desk)
        except (OutOfPatience, Declined):
            return  # the conversation that misses this peer will say so

    async def _look(self, desk: DeskView) -> None:
        if desk.duty in {DutyState.OFF, DutyState.BREAK, DutyState.AWAY}:
            await self._try(GoReady())
        if desk.wrap_up is not None and desk.wrap_up not in self._finishing:
            await self._try(WrapUp(conversation=desk.wrap_up))
        for offer in desk.offers:
            ours = await self._is_ours(offer)
            await self._try(AcceptOffer(offer=offer.id) if ours else DeclineOffer(offer=offer.id))
        for talk in desk.conversations:
            if talk.id not in self._known:
                await self._enter(talk)

    async def _enter(self, talk: DeskConversation) -> None:
        """Read what was said while waiting, then be there."""
        for conversation in filter(None, (talk.id, talk.backstage)):
            self._house.joined(conversation, self.person.key)
        await self.person.link.catching.catch_up(talk.id)
        self._known.add(talk.id)
        self._table.take(talk.id, self)

    async def _is_ours(self, offer: OfferCard) -> bool:
        """A visitor whom we don't know may be a person: leave them to people."""
        for _ in range(int(WHOSE_WITHIN / 0.1)):
            if offer.pseudonym in self._house.pseudonyms:
                return True
            await asyncio.sleep(0.1)
        return False

    async def _try(self, command: Command) -> None:
        try:
            await self.person.link.ask(command)
        except Declined:
            return  # it lapsed or was withdrawn: the next view says what is

    def _show(self, news: Any) -> None:
        if isinstance(news, DeskView):
            self._desk = news
            self._changed.set()
