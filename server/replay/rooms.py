"""Small rooms beside the conversations: some talk from the start, one leaves, one comes late."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final

from server.contract.commands import Leave
from server.contract.duty_commands import GoOff, GoReady
from server.contract.room_commands import CloseRoom, HostRoom
from server.domain.session import Role
from server.replay.checker import Span
from server.replay.entry import Entry
from server.replay.house import CannotReplay, House
from server.replay.pace import Pace
from server.replay.person import Person, Visitor
from server.replay.planning import Planning
from server.replay.wire import Declined

MEMBERS: Final = 3  # visitors at the same time
LINES: Final = 4  # of each, before one leaves, and again after another one has come
WORDS: Final = (
    "We walked by the river today.",
    "It was good to be outside.",
    "My brother called at noon.",
    "The bus was late again.",
    "I made soup with the last carrots.",
    "There was music in the park.",
    "I like the quiet in the morning.",
)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The facilitator and the co-facilitator of one room, in this order."""

    room: str
    people: tuple[Person, Person]


@dataclass(slots=True)
class Rooms:
    """`abandoned` counts rooms that could not be played to their end, by reason."""

    house: House
    planning: Planning
    pace: Pace
    hosts: Mapping[str, str] = field(repr=False)  # two for each room: their cookies, by name
    people: list[Person] = field(default_factory=list)
    lasts: Counter[str] = field(default_factory=Counter)  # the number of the last words in each
    numbers: Iterator[int] = field(default_factory=count)  # no two say the same
    finished: int = 0
    abandoned: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def hosted(self) -> AsyncIterator[list[Hosts]]:
        """All rooms are open before anybody waits in the queue; afterwards everybody goes."""
        cookies, names = enumerate(self.hosts.values(), start=1), list(self.hosts)
        hosts = [_host(self.house, f"host {number}", cookie) for number, cookie in cookies]
        self.people.extend(hosts)
        try:
            for one in hosts:
                await one.link.up()
            pairs = zip(names[::2], names[1::2], hosts[::2], hosts[1::2], strict=True)
            yield [await self._open((a, b), (one, other)) for a, b, one, other in pairs]
        finally:
            await asyncio.gather(*map(_goes, hosts), return_exceptions=True)

    async def _open(self, names: tuple[str, str], people: tuple[Person, Person]) -> Hosts:
        room = await self.planning.room(names, MEMBERS)
        for host in people:
            await host.link.ask(GoReady())
            await host.link.ask(HostRoom(room=room))
            self.house.joined(room, host.key)
        return Hosts(room, people)

    async def play(self, number: int, hosts: Hosts) -> None:
        """Never fatal: what goes wrong is counted."""
        try:
            async with AsyncExitStack() as leaving:
                await self._hour(number, hosts, leaving)
            self.finished += 1
        except (CannotReplay, Declined) as wrong:
            self.abandoned[f"in a room: {wrong}"] += 1

    async def _hour(self, number: int, hosts: Hosts, leaving: AsyncExitStack) -> None:
        room = hosts.room
        inside = [await self.comes(room, f"member {number}.{n}", leaving) for n in range(MEMBERS)]
        await self.talk(hosts, inside)
        await self.goes(room, inside.pop())
        inside.append(await self.comes(room, f"member {number}.late", leaving))
        await self.talk(hosts, inside)
        await self.close(hosts, inside)

    async def comes(self, room: str, key: str, leaving: AsyncExitStack) -> Visitor:
        """Of what was said before they hear nothing."""
        visitor = Visitor(self.house, key)
        self.people.append(visitor.person)
        self.house.spans[room, key] = Span(after=self.lasts[room])
        leaving.push_async_callback(visitor.leave)
        await visitor.comes_in(room)
        return visitor

    async def goes(self, room: str, member: Visitor) -> None:
        """The connection stays: what comes on it from here on would be a fault."""
        await member.person.link.ask(Leave())
        key = member.person.key
        since = self.house.spans[room, key]
        self.house.spans[room, key] = replace(since, upto=self.lasts[room])

    async def talk(self, hosts: Hosts, inside: Sequence[Visitor]) -> None:
        """All at once; at the end everybody has heard everything, or it is lost.

        To know the last number is not enough: the ack of one's own words may overtake others'.
        """
        room, patience = hosts.room, self.house.patience
        people = [*hosts.people, *(member.person for member in inside)]
        said = await asyncio.gather(*(self._says(room, person) for person in people))
        numbers = [number for theirs in said for number in theirs]
        await asyncio.gather(
            *(one.ear.until(room, seq, within=patience) for one in people for seq in numbers)
        )

    async def close(self, hosts: Hosts, inside: Sequence[Visitor]) -> None:
        await hosts.people[0].link.ask(CloseRoom(room=hosts.room))
        for member in inside:
            await member.ended()

    async def _says(self, room: str, person: Person) -> list[int]:
        """Gives the numbers of what was kept."""
        numbers = []
        for _ in range(LINES):
            await self.pace.wait()
            number = next(self.numbers)
            said = await person.say(room, f"{WORDS[number % len(WORDS)]} {number}")
            if said.seq is not None:
                numbers.append(said.seq)
                self.lasts[room] = max(self.lasts[room], said.seq)
        return numbers


def _host(house: House, key: str, cookie: str) -> Person:
    entry = Entry(next(house.urls), house.origin, Role.PEER, cookie=cookie)
    return Person(house, key, entry, _looked)


def _looked(_: Any) -> None:
    """They take nobody from the queue: what the desk shows is not theirs."""


async def _goes(host: Person) -> None:
    with suppress(Declined, CannotReplay):
        await host.link.ask(GoOff())
    await host.link.down()
