"""A page that comes back by itself, says again what was not answered, and writes down all it sees.

It does what web/src/shared does: `sync` first, then `catch_up`; lines are shown in order of their
numbers, each once; what was said waits in an outbox and keeps its `ref`.
"""

import asyncio
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from server.contract.commands import Begin, CatchUp, Say, Sync
from server.contract.duty_commands import GoOff, GoReady
from server.contract.events import (
    Alarm,
    DeskRenewed,
    Heard,
    HelpOffered,
    Moved,
    VisitRenewed,
    WallRenewed,
)
from server.contract.room_commands import HostRoom
from server.contract.staff_commands import AcceptOffer, WrapUp
from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.wire import Declined, Gone, NotAdmitted, Wire

ACK_WITHIN = 10.0
PASSING = {Code.TOO_FAST, Code.INTERNAL}


@dataclass
class Word:
    """What this page has said. `seq` is None as long as it was not answered."""

    conversation: str
    ref: str
    text: str
    said_at: float
    seq: int | None = None
    acked_at: float | None = None
    refused: str | None = None


@dataclass
class Shown:
    conversation: str
    seq: int
    text: str
    ref: str | None
    notice: bool
    at: float


@dataclass
class Log:
    """The page's own word for what it did and saw, in the order in which it happened."""

    said: list[Word] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    troubles: Counter = field(default_factory=Counter)  # what the page had to tell about
    helped_at: list[float] = field(default_factory=list)
    again: int = 0  # lines that came twice on the wire
    returns: int = 0


class Page:
    """`origins` are tried in turn, as a load balancer does it."""

    def __init__(self, http, name, role, origins, chance: Random, **proof: str) -> None:
        self.name = name
        self.role = role
        self.log = Log()
        self.view = None
        self.flags: dict[str, tuple[float, object]] = {}
        self.alarmed: list[float] = []
        self.wire: Wire | None = None
        self._http = http
        self._origins = deque(origins)
        self._chance = chance
        self._proof = proof
        self._whole: Counter = Counter()
        self._held: dict[str, dict[int, object]] = {}
        self._outbox: deque[Word] = deque()
        self._pause = 0.0
        self._up = asyncio.Event()
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task] = []
        self._filling: set[asyncio.Task] = set()

    async def open(self, within: float = 60.0) -> "Page":
        work = [self._stay(), self._send(), self._work()]
        self._tasks = [asyncio.create_task(one) for one in work]
        await asyncio.wait_for(self._up.wait(), within)
        return self

    async def close(self) -> None:
        for task in (*self._tasks, *self._filling):
            task.cancel()
        for ended in await asyncio.gather(*self._tasks, *self._filling, return_exceptions=True):
            if isinstance(ended, Exception) and not isinstance(ended, Gone | Declined):
                raise ended
        if self.wire is not None:
            with suppress(ConnectionError):
                await self.wire.close()

    async def go_off(self, within: float = 8.0) -> None:
        """Its shift is over: nothing is offered to a page that has been closed."""
        with suppress(TimeoutError):
            await self.until(lambda: self.view.duty in ("ready", "off"), within)
        self._tasks[-1].cancel()
        with suppress(Declined, TimeoutError):
            await self.ask(GoOff(), within=within)

    def cut(self) -> None:
        """Its line goes, whatever is under way on it."""
        if transport := self._transport:
            transport.abort()

    @property
    def _transport(self):
        """None where there is no line."""
        connection = self.wire and self.wire._socket._response.connection
        return connection and connection.transport

    def say(self, conversation: str, text: str) -> Word:
        ref = f"{self.name.replace(' ', '-')}-{len(self.log.said)}"
        word = Word(conversation, ref, text, monotonic())
        self.log.said.append(word)
        self._outbox.append(word)
        self._changed.set()
        return word

    def shown(self, conversation: str) -> list[Shown]:
        return [one for one in self.log.shown if one.conversation == conversation]

    @property
    def settled(self) -> bool:
        """Nothing waits in its outbox, and it is connected."""
        return not self._outbox and self._up.is_set()

    def last(self, conversation: str) -> int:
        return self._whole[conversation]

    async def ask(self, command, within: float = 30.0):
        """The answer, asked for again as long as that may help."""
        async with asyncio.timeout(within):
            while True:
                await self._up.wait()
                try:
                    return await self.wire.ask(command, within=ACK_WITHIN)
                except Gone:
                    self._tell("no answer")
                    await asyncio.sleep(0.1)
                except Declined as declined:
                    self._tell(str(declined.code))
                    if declined.code not in PASSING:
                        raise
                    await asyncio.sleep(declined.retry_after or 0.5)

    async def begin(self) -> str:
        while self.view.conversation is None:
            try:
                self.renewed(await self.ask(Begin(consent=True, language="en")))
            except Declined:
                await asyncio.sleep(0.2)
        return self.view.conversation

    async def until(self, true, within: float):
        async with asyncio.timeout(within):
            while not (found := true()):
                await asyncio.sleep(0.02)
        return found

    def _tell(self, trouble: str) -> None:
        self.log.troubles[trouble] += 1

    async def _stay(self) -> None:
        """Connected, again and again."""
        while True:
            try:
                await self._opened()
                await self.wire.ended.wait()
                self._tell("connection lost")
            except (Gone, Declined, NotAdmitted):
                self._tell("no connection")
            self._up.clear()
            if self.wire is not None:
                await self.wire.close()
            self.log.returns += 1
            self._origins.rotate(-1)
            await asyncio.sleep(self._pause + self._chance.uniform(0.1, 0.5))
            self._pause = 0.0

    async def _opened(self) -> None:
        url = self._origins[0]
        auth = {"token": self._proof["token"]} if "token" in self._proof else None
        entry = Entry(url, url, self.role, auth, self._proof.get("cookie"))
        self.wire = await Wire.open(self._http, entry, self._hear, within=ACK_WITHIN)
        self.renewed(await self.wire.ask(Sync(), within=ACK_WITHIN))
        for conversation in self.conversations():
            await self._catch_up(conversation)
        self._up.set()

    async def _send(self) -> None:
        """One after the other, in the order in which they were said."""
        while True:
            while not self._outbox:
                self._changed.clear()
                await self._changed.wait()
            word = self._outbox[0]
            command = Say(conversation=word.conversation, ref=word.ref, text=word.text)
            try:
                receipt = await self.ask(command, within=120)
                word.seq, word.acked_at = receipt.seq, monotonic()
            except Declined as declined:
                word.refused = str(declined.code)
            self._outbox.popleft()

    async def _work(self) -> None:
        """A peer accepts what is offered; a moderator is on duty."""
        while True:
            await asyncio.sleep(0.1)
            if self.role is Role.VISITOR or not self._up.is_set():
                continue
            with suppress(Declined, TimeoutError):
                await self._worked()

    async def _worked(self) -> None:
        if self.view.duty in ("off", "break"):
            await self.ask(GoReady(), within=10)
            await asyncio.sleep(0.2)
        for offer in getattr(self.view, "offers", ()):
            await self.ask(AcceptOffer(offer=offer.id), within=10)
            await asyncio.sleep(0.2)
        for room in getattr(self.view, "rooms", ()):
            if room.near and not room.inside:
                await self.ask(HostRoom(room=room.id), within=10)
                await asyncio.sleep(0.2)
        if wrap_up := getattr(self.view, "wrap_up", None):
            await self.ask(WrapUp(conversation=wrap_up), within=10)
            await asyncio.sleep(0.2)

    def conversations(self) -> list[str]:
        """Where this page speaks: also in a room that it has come into."""
        match self.role:
            case Role.VISITOR:
                own = self.view.conversation
                return [own] if own and self.view.state != "at_door" else []
            case Role.PEER:
                rooms = [room.id for room in self.view.rooms if room.inside]
                return [*(talk.id for talk in self.view.conversations), *rooms]
        return []

    def _hear(self, event) -> None:
        match event:
            case Heard(conversation=conversation, line=line):
                self._take(conversation, line)
            case VisitRenewed(view=view) | DeskRenewed(view=view):
                self.renewed(view)
            case WallRenewed(flags=flags):
                self._wall(flags)
            case HelpOffered():
                self.log.helped_at.append(monotonic())
            case Alarm():
                self.alarmed.append(monotonic())
            case Moved(after=after):
                self._pause = after

    def _wall(self, flags) -> None:
        for card in flags:
            self.flags.setdefault(card.conversation, (monotonic(), card))

    def renewed(self, view) -> None:
        self.view = view
        if self.role is Role.MODERATOR:
            self._wall(view.flags)
        for conversation in self.conversations():
            if self._behind(conversation):
                self._fill(conversation)

    def _behind(self, conversation: str) -> bool:
        return self._whole[conversation] == 0 and conversation not in self._held

    def _take(self, conversation: str, line) -> None:
        if line.seq <= self._whole[conversation]:
            self.log.again += 1
            return
        if conversation not in self._held and line.seq == self._whole[conversation] + 1:
            self._show(conversation, line)
            return
        fill = conversation not in self._held
        self._held.setdefault(conversation, {})[line.seq] = line
        if fill:
            self._fill(conversation)

    def _fill(self, conversation: str) -> None:
        self._held.setdefault(conversation, {})
        task = asyncio.create_task(self._filled(conversation))
        self._filling.add(task)
        task.add_done_callback(self._filling.discard)

    async def _filled(self, conversation: str) -> None:
        with suppress(Gone, Declined):
            await self._catch_up(conversation)

    async def _catch_up(self, conversation: str) -> None:
        """What comes meanwhile is held until it is its turn."""
        self._held.setdefault(conversation, {})
        try:
            more = True
            while more:
                after = self._whole[conversation]
                command = CatchUp(conversation=conversation, after=after)
                tail = await self.wire.ask(command, within=ACK_WITHIN)
                for line in tail.lines:
                    if line.seq > self._whole[conversation]:
                        self._show(conversation, line)
                more = tail.more and bool(tail.lines)
        finally:
            held = self._held.pop(conversation, {})
            for seq in sorted(held):
                if seq > self._whole[conversation]:
                    self._take(conversation, held[seq])

    def _show(self, conversation: str, line) -> None:
        self._whole[conversation] = line.seq
        notice = line.notice is not None
        self.log.shown.append(
            Shown(conversation, line.seq, line.text, line.ref, notice, monotonic())
        )
