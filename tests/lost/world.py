"""Five visitors, three peers, two moderators, two web processes and a worker."""

import itertools
from contextlib import suppress

from sqlalchemy import insert, select

from server.domain.session import Role, Session
from server.stores.tables.every import METADATA
from server.stores.tables.house import staff
from tests.lost.check import Check
from tests.lost.mortal import Crashed
from tests.lost.page import Page
from tests.lost.processes import Web, Worker
from tests.lost.truth import Truth
from tests.stores.line import GRACE, Clock, Line
from tests.transport.processes import Nerve

EVERY = [table.name for table in reversed(METADATA.sorted_tables)]
HELD = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {one})" for one in EVERY)
OVER = "UPDATE leases SET until = '2026-01-01 00:00:00'"  # they have run out meanwhile
LEADERS = ("matchmaker", "conversations", "clocks")


class World:
    visitors = tuple(f"v{n}" for n in range(5))
    peers = ("pat", "paul", "piet")
    moderators = ("mona", "mike")
    leaders = LEADERS
    page, web = Page, Web
    rooms = ()
    grace = GRACE

    def __init__(self, db, keys):
        self.db, self.keys = db, keys
        self.clock = Clock()
        self.plain = Line(db, keys, self.clock)  # what was written every few seconds
        self.webs = []

    def new_name(self, kind):
        return f"{kind}{next(self._numbers)}"

    async def begins(self):
        """Nothing is left of the story before; nobody has come yet."""
        names = (*self.peers, *self.moderators)
        await self._begins([(staff, [self._employed(name) for name in names])], Clock().at)

    async def remembers(self):
        """All that is true now: later stories begin with it."""
        async with self.db.read() as tx:
            read = [(table, await tx.execute(select(table))) for table in METADATA.sorted_tables]
            rows = [(table, [dict(row) for row in found.mappings()]) for table, found in read]
        self._first = [(table, found) for table, found in rows if found], self.clock()

    async def begins_again(self):
        await self._begins(*self._first)
        for one in (*(web.house for web in self.webs), self.worker.stores):
            one._ids = itertools.count(1000)  # those before are taken
        await self.all_come()

    async def all_come(self):
        for n, name in enumerate(self.pages):
            if name not in self.visitors[3:]:
                await self.returns(name, self.webs[n % 2])

    async def _begins(self, rows, at):
        await self.ends()
        self._numbers = itertools.count(1)
        async with self.db.write() as tx:
            held = set((await tx.exec_driver_sql(HELD)).scalars())  # few do: asked at once
            for name in EVERY:
                if name in held:
                    await tx.exec_driver_sql(f"DELETE FROM {name}")
            for table, some in rows:
                await tx.execute(insert(table), some)
        self.clock.at = at
        self.nerve, self.nerve_is_up = Nerve(), True
        self.check, self._truth, self._wrote = Check(self), None, None
        self.webs, self.worker, self.stale = [self.web(self), self.web(self)], Worker(self), None
        people = [(name, Role.VISITOR) for name in self.visitors]
        people += [(name, Role.PEER) for name in self.peers]
        people += [(name, Role.MODERATOR) for name in self.moderators]
        self.pages = {name: self.page(_session(name, role), self.check) for name, role in people}
        self.down_since = {name: self.clock() for name, _ in people}

    def _employed(self, name):
        roles = ("peer", "facilitator") if name in self.peers else ("moderator",)
        who = {"id": name, "name": name.title(), "folded": name, "password_hash": ""}
        return {**who, "roles": roles, "created_at": self.clock(), "disabled_at": None}

    async def ends(self):
        for web in self.webs:
            await web.gone()
        self.webs = []

    # Lines

    def gone_for(self, name):
        return (
            self.clock() - self.down_since[name] if not self.pages[name].is_up else self.grace * 0
        )

    async def returns(self, name, web):
        page = self.pages[name]
        if page.web is not web:
            await page.drops()
            with suppress(Crashed):
                await page.connects(web)

    async def drops(self, name):
        page = self.pages[name]
        if page.is_up:
            self.down_since[name] = self.clock()
            await page.drops()

    async def loses(self, web):
        """A web process is dead: its pages are down, and another takes its place."""
        for name, page in self.pages.items():
            if page.web is web:
                page.web, self.down_since[name] = None, self.clock()
        self.nerve.channels.pop(web.name, None)
        self.nerve.pending = [one for one in self.nerve.pending if one[0] != web.name]
        await web.gone()
        self.webs[self.webs.index(web)] = self.web(self)

    async def stops_worker(self, name):
        """It sleeps as the leader and another leads; the one that slept before wakes."""
        if self.stale is not None:
            assert not await self.stale.wakes(), "a former leader was let through"
        await self.worker.leads((name,))
        self.stale, self.worker = self.worker, Worker(self)
        self.stale.fences = {one: it for one, it in self.stale.fences.items() if one == name}
        async with self.db.write() as tx:
            await tx.exec_driver_sql(f"{OVER} WHERE name = '{name}'")
        await self.worker.leads((name,))

    # What is asked

    async def ask(self, name, command, level=0):
        """True where it was done; None where its process died over it."""
        page = self.pages[name]
        if not page.is_up:
            return False
        self.clock.passes(milliseconds=1)
        reply = await page.ask(command, level)
        if reply is None:
            return None
        if not self.check.reply(command, reply):
            return False
        if hasattr(reply.body, "lines"):
            page.takes(reply.body)
        return True

    async def writes(self, name, talk, level=0):
        self.clock.passes(milliseconds=1)
        page = self.pages[name]
        page.writes(talk, level)
        await page.says_again()

    # What happens by itself

    async def settles(self):
        """Hints arrive or are lost, pages hear what they are a member of, the dead are replaced."""
        for web in [web for web in self.webs if web.fate.dead]:
            await self.loses(web)
        if self.worker.fate.dead:
            self.worker = Worker(self)
        stirred = True
        while stirred:
            if self.nerve_is_up:
                self.nerve.deliver_all()
            self.nerve.lose_all()
            for web in self.webs:
                await web.looks()
            stirred = False
            for page in self.pages.values():
                stirred |= page.is_up and await page.hears()

    async def passes(self, seconds):
        """Long enough for each clock to have turned at the beginning and at the end."""
        await self._tick("_presence", "_write_marks")
        await self.settles()  # whoever died of that is gone before the time passes
        self.clock.passes(seconds=seconds)
        await self.plain.seen(*(page.session for page in self.pages.values() if page.is_up))
        await self._tick("_presence")
        await self.settles()
        await self.worker.leads(self.leaders)
        await self.settles()
        for page in self.pages.values():
            if page.is_up:
                await page.says_again()
        await self._tick("_talks")
        await self.settles()
        await self.has_arrived()

    async def _tick(self, *what):
        for web in self.webs:
            await web.ticks(what)

    async def has_arrived(self):
        truth = await self.truth()
        for page in self.pages.values():
            if page.is_up:
                self.check.everything_has_arrived(truth, page)
        await self._places(truth)
        flags = {flag.id for flag in truth.unresolved()}
        watching = [page for name in self.moderators if (page := self.pages[name]).is_up]
        if flags and watching:
            for page in watching:
                walls = page.web.process.line.renewing.walls
                shown = (await walls.views([page.session.id]))[page.session.id]
                cards = {card.id for card in shown.flags}
                self.check.every_flag_is_on(truth, page, cards)

    async def _places(self, truth):
        house = self.webs[0].house
        views = await house.pictures.visits(list(truth.visits), house.seen_since)
        places = {visit: view.place for visit, view in views.items() if view.place}
        self.check.places_are_by_risk_and_arrival(truth, places)

    # What is true

    async def truth(self):
        """Read again where anything was written since."""
        wrote = [one.fate.wrote for one in (*self.webs, self.worker)]
        wrote += [one.name for one in (*self.webs, self.worker)]
        if self._truth is None or wrote != self._wrote:
            self._truth, self._wrote = await Truth.read(self.db), wrote
        return self._truth

    async def holds(self):
        await self.settles()
        self.check.holds(await self.truth())


def _session(name, role):
    return Session(name, role, "" if role is Role.VISITOR else name.title())
