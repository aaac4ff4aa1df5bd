"""One person's connection, which comes back by itself and then asks for what it missed."""

import asyncio
import random
from collections.abc import Callable
from typing import Any, Final

from server.contract.commands import Command, Received, Sync
from server.contract.events import (
    DeskRenewed,
    Displaced,
    Event,
    Heard,
    Moved,
    VisitRenewed,
)
from server.domain.refusal import Code
from server.replay.catching import Catching
from server.replay.ear import Ear
from server.replay.entry import Entry
from server.replay.house import CannotReplay, House, OutOfPatience
from server.replay.wire import Declined, Gone, Wire

ACK_WITHIN: Final = 10.0
CONFIRM_EVERY: Final = 0.5
EXPECTED: Final = (CannotReplay, Declined, Gone)  # whoever waited was told
PASSING: Final = frozenset({Code.TOO_FAST, Code.INTERNAL})  # worth asking the same again


class Link:
    """`show` gets the whole view whenever it is new, and every event but `heard`: the ear's."""

    def __init__(self, house: House, entry: Entry, ear: Ear, show: Callable[[Any], None]) -> None:
        self.ear = ear
        self._house = house
        self._entry = entry
        self._show = show
        self._ready = asyncio.Event()
        self._pause = 0.0
        self.catching = Catching(ear, self.ask)
        self._tasks: list[asyncio.Task[None]] = []

    async def up(self) -> None:
        """Connect, and stay connected until `down`."""
        self._tasks = [asyncio.create_task(work()) for work in (self._stay, self._confirm)]
        await self._house.patiently(f"{self._entry.role} connection", self._first())

    async def down(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.catching.stop()
        endings = await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._ready.is_set():
            await self._wire.close()
        for ending in endings:
            if isinstance(ending, Exception) and not isinstance(ending, EXPECTED):
                raise ending  # such as an answer that breaks the contract

    async def ask(self, command: Command, again: Callable[[], None] = lambda: None) -> Any:
        """The answer, asked for again as long as that may help. Raises `Declined`.

        `again` is called before it is asked for again after a refusal, which kept nothing.
        """
        asked = self._asked(command, again)
        return await self._house.patiently(f"answer to {command.event}", asked)

    async def until_put_out(self, command: Command, every: float) -> None:
        """Read nothing and ask this, until the service ends it; then it comes back by itself."""
        await self._ready.wait()
        deaf = self._wire.ask_deaf(command, every=every)
        await self._house.patiently("end of a page that does not read", deaf)

    async def _first(self) -> None:
        """Until it is up; if it can't be, say why."""
        waiting = asyncio.create_task(self._ready.wait())
        await asyncio.wait([waiting, self._tasks[0]], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._tasks[0].done():
            self._tasks[0].result()

    async def _asked(self, command: Command, again: Callable[[], None]) -> Any:
        while True:
            await self._ready.wait()
            try:
                return await self._wire.ask(command, within=ACK_WITHIN)
            except Gone:
                await asyncio.sleep(0.05)  # the keeper is bringing the connection back
            except Declined as declined:
                self._house.refusals[f"{command.event} {declined.code}"] += 1
                if declined.code not in PASSING:
                    raise
                await asyncio.sleep(declined.retry_after or 1.0)
                again()

    async def _stay(self) -> None:
        while True:
            self._wire = await self._open()
            missed = asyncio.create_task(self._resume())
            await self._wire.ended.wait()
            self._ready.clear()
            await self._wire.close()
            missed.cancel()
            await asyncio.gather(missed, return_exceptions=True)
            self._house.returns += 1
            await asyncio.sleep(self._pause + random.uniform(0.1, 0.5))  # noqa: S311 - no secret

    async def _open(self) -> Wire:
        """Try until it works: whoever waits for us has the patience, not we."""
        while True:
            try:
                return await self._opened()
            except Gone:
                await asyncio.sleep(random.uniform(0.2, 1.0))  # noqa: S311 - no secret

    async def _opened(self) -> Wire:
        wire = await Wire.open(self._house.http, self._entry, self._heard, within=ACK_WITHIN)
        try:
            self._renew(await wire.ask(Sync(), within=ACK_WITHIN))
        except (Gone, Declined):
            await wire.close()
            raise
        return wire

    async def _resume(self) -> None:
        self._ready.set()
        for conversation in list(self.ear.whole):
            await self.catching.catch_up(conversation)

    async def _confirm(self) -> None:
        """Tell up to where everything has come, as often as the pages do."""
        while True:
            await asyncio.sleep(CONFIRM_EVERY)
            while self.catching.fresh:
                await self._confirmed(self.catching.fresh.pop())

    async def _confirmed(self, conversation: str) -> None:
        seq = self.ear.last(conversation)
        try:
            await self.ask(Received(conversation=conversation, seq=seq))
        except (Declined, OutOfPatience):
            return  # it has just ended, or nobody is there: others will say so

    def _heard(self, event: Event) -> None:
        match event:
            case Heard():
                self.catching.take(event)
            case Moved(after=after):
                self._pause = after
            case Displaced():
                self._tasks[0].cancel()  # two of us with one account: don't fight over it
            case VisitRenewed(view=view) | DeskRenewed(view=view):
                self._renew(view)
            case _:
                self._show(event)

    def _renew(self, view: Any) -> None:
        self._show(view)
        self.catching.look(view)
