"""Steady traffic of a few conversations while one fault strikes, and what came of it."""

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from time import monotonic

import aiohttp

from server.contract.commands import Leave
from server.domain.session import Role
from server.replay.wire import Declined
from tests.faults.checker import Books, Reaches, Verdict, books, check
from tests.faults.house import House
from tests.faults.page import Page, Word
from tests.journeys.people import a_token

TALKS = 3
WAITING = 2
STEADY = 1.0  # seconds of traffic before the fault, and after it
PAUSE = (0.4, 0.9)  # seconds between two messages of one person
DANGER = "I am going to kill myself tonight"
PATIENT = 60.0  # seconds: a busy machine is no fault
SEEN_WITHIN = 15.0  # seconds in which a flag is on the wall with one process killed (S3)


class Broken(AssertionError):
    """An invariant that does not hold, in words."""


@dataclass
class Outcome:
    """`longest` and `back` are seconds: the longest wait for an answer, and from the end of the
    fault until everything had been answered and shown.
    """

    verdict: Verdict = field(default_factory=Verdict)
    longest: float = 0.0
    back: float = 0.0
    seen: float | None = None
    troubles: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass
class Scene:
    house: House
    http: aiohttp.ClientSession
    chance: Random
    pages: dict[str, Page] = field(default_factory=dict)
    talks: list[str] = field(default_factory=list)
    queue: list[str] = field(default_factory=list)
    belongs: dict[str, set[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    danger: Word | None = None
    alarmed: str = ""  # the conversation about which there is to be a flag
    pairs = TALKS
    _chatting: list[asyncio.Task] = field(default_factory=list)

    @property
    def service(self):
        return self.house.service

    async def page(self, name: str, role: Role, **proof: str) -> Page:
        origins = list(self.service.origins)
        self.chance.shuffle(origins)
        page = Page(self.http, name, role, origins, Random(self.chance.random()), **proof)
        self.pages[name] = page
        return await page.open()

    async def staff(self, name: str) -> Page:
        role = Role.MODERATOR if name == "mona" else Role.PEER
        return await self.page(name, role, cookie=self.house.staff[name])

    async def visitor(self, name: str) -> Page:
        return await self.page(name, Role.VISITOR, token=a_token())

    async def gather(self) -> None:
        """Pairs who talk, two visitors who wait, and a moderator on duty."""
        await self.pair_up()
        await self.line_up()

    async def pair_up(self) -> None:
        names = ["mona", *(f"pat {number}" for number in range(1, self.pairs + 1))]
        await asyncio.gather(*map(self.staff, names))
        for number in range(1, self.pairs + 1):
            vera = await self.visitor(f"vera {number}")
            talk = await vera.begin()
            self.talks.append(talk)
            await self.paired(vera, talk, PATIENT)

    async def line_up(self) -> None:
        for number in range(1, WAITING + 1):
            vic = await self.visitor(f"vic {number}")
            self.queue.append(await vic.begin())
            self.belongs[self.queue[-1]] = {vic.name}

    async def paired(self, vera: Page, talk: str, within: float) -> Page:
        """Returns the peer who has come."""
        await vera.until(lambda: vera.view.state == "talking", within)
        pats = [page for page in self.pages.values() if page.role is Role.PEER]
        pat = await vera.until(lambda: next((p for p in pats if _in(p, talk)), None), PATIENT)
        self.belongs[talk] = {vera.name, pat.name}
        return pat

    async def relieve(self, within: float) -> float:
        """One more peer comes: the first of the queue gets them. Seconds until then."""
        since = monotonic()
        await self.staff("pat 4")
        first = self.pages["vic 1"]
        await self.paired(first, self.queue[0], within)
        if self.pages["vic 2"].view.state != "waiting":
            raise Broken("the second of the queue was not left waiting")
        return monotonic() - since

    def chat(self) -> None:
        speakers = [(n, t) for t in self.talks for n in sorted(self.belongs[t])]
        self._chatting = [asyncio.create_task(self._speak(*each)) for each in speakers]

    async def _speak(self, name: str, talk: str) -> None:
        page, own, number = self.pages[name], Random(self.chance.random()), 0
        while True:
            await asyncio.sleep(own.uniform(*PAUSE))
            number += 1
            page.say(talk, f"{name} tells about walk {number}")

    def worry(self) -> None:
        """In the midst of it somebody is in danger."""
        if self.danger is not None:
            return
        self.alarmed = self.talks[0]
        self.danger = self.pages["vera 1"].say(self.alarmed, DANGER)

    def longest_silence(self, since: float) -> float:
        """Of all who spoke after that moment, the longest wait for an answer."""
        words = [w for page in self.pages.values() for w in page.log.said if w.said_at >= since]
        return max((w.acked_at - w.said_at for w in words if w.acked_at), default=0.0)

    async def calm(self, within: float) -> float:
        """Nobody says more; everything is answered and shown. Seconds until it was."""
        since = monotonic()
        for task in self._chatting:
            task.cancel()
        try:
            async with asyncio.timeout(within):
                while not await self._all_shown():
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise Broken(
                f"not all was answered and shown within {within:g} s: {self._late()}"
            ) from None
        return monotonic() - since

    async def _all_shown(self) -> bool:
        if not all(page.settled for page in self.pages.values()):
            return False
        ends = (await self.books()).last_seqs
        here = [(self.pages[name], talk) for talk, names in self.belongs.items() for name in names]
        return all(page.last(talk) >= ends[talk] for page, talk in here)

    def _late(self) -> str:
        late = {n: (len(p._outbox), dict(p._whole)) for n, p in self.pages.items()}
        return f"outboxes and numbers {late}"

    @property
    def everywhere(self) -> list[str]:
        """Every conversation of this scene."""
        return [*self.talks, *self.queue]

    async def books(self) -> Books:
        keys = self.service.data_dir / "keys"
        return await books(self.service.database_url, keys, self.everywhere)

    def check(self, found: Books) -> Verdict:
        logs = {name: page.log for name, page in self.pages.items()}
        return check(found, logs, self.belongs, self.reach(found))

    def reach(self, found: Books) -> Reaches:
        """Here everybody is in their conversations from beginning to end."""
        return {}

    async def judge(self) -> Verdict:
        """SQL against the logs, and the promises that are not about words."""
        found = await self.books()
        verdict = self.check(found)
        for talk in self.talks:
            if found.states[talk] != "talking":
                verdict.found("lost", f"a talk is {found.states[talk]}")
        self._judge_queue(found, verdict)
        if self.danger is not None and self.alarmed not in found.flagged:
            verdict.found("lost", "a flag")
        return verdict

    def _judge_queue(self, found, verdict: Verdict) -> None:
        """Q3: who waits keeps their place."""
        waits = [talk for talk in self.queue if len(self.belongs[talk]) == 1]
        for talk in waits:
            if found.states[talk] not in ("waiting", "offered"):
                verdict.found("lost", f"who waited is {found.states[talk]}")
        arrived = [found.arrivals[talk] for talk in self.queue]
        if arrived != sorted(arrived):
            verdict.found("reordered", "the queue")

    async def seen(self, within: float) -> float | None:
        """Seconds from the answer to the worrying message until it was on the wall."""
        if self.danger is None:
            return None
        mona = self.pages["mona"]
        at, _ = await mona.until(lambda: mona.flags.get(self.alarmed), within)
        return at - (self.danger.acked_at or at)

    async def leave(self) -> None:
        """The next fault finds an empty line."""
        for task in self._chatting:
            task.cancel()
        await asyncio.gather(*self._chatting, return_exceptions=True)
        staff = [page for page in self.pages.values() if page.role is not Role.VISITOR]
        for page in reversed(self.pages.values()):
            if page.role is Role.VISITOR:
                with suppress(Declined, TimeoutError):
                    await page.ask(Leave(), within=10)
        await asyncio.gather(*(page.go_off() for page in staff))
        await asyncio.gather(*(page.close() for page in self.pages.values()))


def _in(page: Page, talk: str) -> bool:
    return any(one.id == talk for one in page.view.conversations)


@asynccontextmanager
async def scene(house: House, seed: str, kind: type[Scene] = Scene):
    """`seed` decides who waits how long, and when the fault strikes."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        here = kind(house, http, Random(seed))
        try:
            yield here
        finally:
            await asyncio.to_thread(house.mend)
            await here.leave()
