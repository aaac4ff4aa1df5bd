"""A small room, beside one pair and two who wait; one of its three visitors comes into danger."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from server.contract.room_commands import CloseRoom, EnterRoom
from server.replay.wire import Declined
from tests.faults.checker import Books, Reach, Reaches, Verdict, seated, stays
from tests.faults.page import Page
from tests.faults.scene import DANGER, PATIENT, PAUSE, Scene
from tests.journeys.people import post

HOSTS = ("fay", "cole")
SEATS = ("rosa 1", "rosa 2", "rosa 3")


@dataclass
class Group(Scene):
    """`seats`: by the name of a page, the visit and its own conversation."""

    pairs = 1
    room: str = ""
    seats: dict[str, tuple[str, str]] = field(default_factory=dict)

    async def gather(self) -> None:
        """Nobody waits before the two who look after the room are in it: they would be offered."""
        await self.pair_up()
        await self.house.hire_hosts(HOSTS)
        self.room = await asyncio.to_thread(self._opened)
        await asyncio.gather(*map(self.staff, HOSTS))
        await asyncio.gather(*map(self._sits_down, SEATS))
        by_name = await seated(self.service.database_url, self.room)
        self.seats = {name: by_name[self.pages[name].view.pseudonym] for name in SEATS}
        await self.line_up()

    def _opened(self) -> str:
        """Planned for now; with the two who look after it in it, it is open."""
        origin, cookie = self.service.origins[0], self.house.staff["mona"]
        plan = {"topic": "loss", "language": "en", "capacity": len(SEATS), "minutes": 60}
        plan |= dict(zip(("facilitator", "co_facilitator"), self._hosts, strict=True))
        post(origin, "/api/rooms/plan", plan, cookie)
        shown, _ = post(origin, "/api/rooms", {}, cookie)
        return next(one["id"] for one in shown["rooms"] if one["state"] == "scheduled")

    @property
    def _hosts(self) -> list[str]:
        return [self.house.ids[name] for name in HOSTS]

    async def _sits_down(self, name: str) -> None:
        page = await self.visitor(name)
        enter = EnterRoom(room=self.room, consent=True, language="en")
        async with asyncio.timeout(PATIENT):
            while page.view.state == "arrived":
                with suppress(Declined):  # it is not open yet
                    page.renewed(await page.ask(enter))
                await asyncio.sleep(0.2)
        await page.until(lambda: page.view.state == "in_room", PATIENT)

    def chat(self) -> None:
        super().chat()
        here = [self._speak_here(name) for name in (*HOSTS, *SEATS)]
        self._chatting += [asyncio.create_task(one) for one in here]

    async def _speak_here(self, name: str) -> None:
        """To the group, or to whom they talk with alone."""
        page, own, number = self.pages[name], Random(self.chance.random()), 0
        while True:
            await asyncio.sleep(own.uniform(*PAUSE))
            number += 1
            if talks := page.conversations():
                page.say(own.choice(talks), f"{name} tells about walk {number}")

    def worry(self) -> None:
        if self.danger is None:
            self.alarmed = self.seats["rosa 1"][1]
            self.danger = self.pages["rosa 1"].say(self.room, DANGER)

    @property
    def _own(self) -> list[str]:
        return [own for _, own in self.seats.values()]

    @property
    def everywhere(self) -> list[str]:
        return [*super().everywhere, self.room, *self._own]

    async def _all_shown(self) -> bool:
        """Who is in it now has all of it, and who is in danger has somebody for themselves."""
        if not await super()._all_shown():
            return False
        found = await self.books()
        for talk in (self.room, *self._own):
            here = [self._of(person) for person in found.members.get(talk, ())]
            if any(page and page.last(talk) < found.last_seqs[talk] for page in here):
                return False
        return self.danger is None or self.pages["rosa 1"].view.state == "talking"

    def _of(self, person: str) -> Page | None:
        """The page of whoever is here for the room."""
        people = {visit: name for name, (visit, _) in self.seats.items()}
        name = people.get(person) or dict(zip(self._hosts, HOSTS, strict=True)).get(person)
        return self.pages[name] if name else None

    def check(self, found: Books) -> Verdict:
        """By SQL: who came and went is told by the lines of the room itself."""
        self.belongs[self.room] = {*HOSTS, *SEATS}
        for name, (_, own) in self.seats.items():
            here = {name for name in HOSTS if self.house.ids[name] in found.ever.get(own, ())}
            self.belongs[own] = {name, *here}
        return super().check(found)

    def reach(self, found: Books) -> Reaches:
        reach: dict[tuple[str, str], Reach] = {}
        for name, (visit, own) in self.seats.items():
            reach[self.room, name] = stays(found.kept[self.room], visit)
            everything = frozenset(one.seq for one in found.kept[own])
            for host in HOSTS:  # who talked with them alone, and does so no more, has a part of it
                if self.house.ids[host] not in found.members.get(own, ()):
                    reach[own, host] = Reach(frozenset(), everything)
        return reach

    async def leave(self) -> None:
        with suppress(Declined, TimeoutError, KeyError):
            await self.pages["fay"].ask(CloseRoom(room=self.room), within=30)
        await super().leave()
