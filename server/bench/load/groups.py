"""Small groups beside the conversations: all the time somebody goes and somebody new comes."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from typing import Final

from server.bench.load.tally import Tally
from server.replay.house import CannotReplay
from server.replay.person import Visitor
from server.replay.rooms import MEMBERS, Hosts, Rooms
from server.replay.wire import Declined

IN_ALL: Final = MEMBERS + 2  # with those who look after it
TOPIC: Final = "low"


@dataclass(frozen=True, slots=True)
class Groups:
    """`is_over`: nobody new comes."""

    rooms: Rooms
    tally: Tally
    is_over: Callable[[], bool]

    async def keep_meeting(self, number: int, hosts: Hosts) -> None:
        """What goes wrong is counted, and this group has ended."""
        self.tally.sayings.rooms.add(hosts.room)
        rooms = Rooms(self.rooms.house, self.rooms.planning, self.rooms.pace, {})
        try:
            async with AsyncExitStack() as leaving:
                await self._meet(rooms, number, hosts, leaving)
            self.tally.rooms += 1
        except (CannotReplay, Declined) as wrong:
            self.tally.abandoned[f"in a room: {wrong}"] += 1
        finally:
            self._compare(rooms, hosts)

    def _compare(self, rooms: Rooms, hosts: Hosts) -> None:
        self.tally.met(hosts.room, [*hosts.people, *rooms.people])

    async def _meet(self, rooms: Rooms, number: int, hosts: Hosts, leaving: AsyncExitStack) -> None:
        """Who has gone stays connected for one more round, in which nothing may come to them."""
        keys = (f"member {number}.{each}" for each in count())
        inside = [await rooms.comes(hosts.room, next(keys), leaving) for _ in range(MEMBERS)]
        gone: list[Visitor] = []
        while not self.is_over():
            await rooms.talk(hosts, inside)
            for one in gone:
                await one.leave()
            self._compare(rooms, hosts)
            for one in gone:
                rooms.people.remove(one.person)
            gone = [inside.pop(0)]
            await rooms.goes(hosts.room, gone[0])
            inside.append(await rooms.comes(hosts.room, next(keys), leaving))
        await rooms.close(hosts, inside)
