"""Web processes without sockets over one real database, and a nerve that loses things."""

import asyncio
import json
from collections import defaultdict
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import pytest

from server.contract.commands import Sync
from server.services.queue.openings import Openings
from server.services.queue.waits import Waits
from server.services.risk.cards import Cards
from server.services.talk.viewing import Viewing
from server.services.watch.flag_cards import flag_cards
from server.services.watch.walling import Walling
from server.stores import sqlite
from server.stores.accounts.roles import SqlRoles
from server.stores.processes import SqlProcesses
from server.stores.queue.waits import SqlWaits
from server.stores.shifts.signing_up import SqlShifts
from server.transport.line import Notes, Reads, line
from server.transport.own_voice import MARK, OwnVoice
from server.transport.walls import WallReads
from tests.stores.line import a_line

AWAY = timedelta(seconds=20)


class Edge:
    """Writes down what each socket was told."""

    def __init__(self):
        self.told = defaultdict(list)
        self.gone = []
        self.hooks = {}

    def emit_to(self, sids, frame):
        name, body = said(frame)
        for sid in [sids] if isinstance(sids, str) else sids:
            self.told[sid].append((name, body))

    async def disconnect(self, sid, namespace):
        self.gone.append((namespace, sid))


def said(frame):
    """The event's name and body."""
    text = bytes(frame)[{126: 4, 127: 10}.get(frame[1], 2) :].decode()
    name, body = json.loads(text[text.index("[") :])
    return name, body


class Nerve:
    """What is on its way lies in `pending` until somebody delivers, repeats or loses it."""

    def __init__(self):
        self.pending = []
        self.ears = {}
        self.channels = defaultdict(set)

    def of(self, name):
        return _Ear(self, name)

    def deliver(self, at=0, *, again=False):
        """One hint to one process, in any order; `again`: it stays, to come twice."""
        if self.pending:
            at %= len(self.pending)
            name, channel, payload = self.pending[at]
            if not again:
                del self.pending[at]
            self.ears[name](channel, payload)

    def deliver_all(self):
        while self.pending:
            self.deliver()

    def lose(self, at):
        if self.pending:
            del self.pending[at % len(self.pending)]

    def lose_all(self):
        self.pending.clear()


class _Ear:
    def __init__(self, nerve, name):
        self._nerve = nerve
        self._name = name

    def publish(self, channel, payload, *, within=0.0):
        for name, channels in self._nerve.channels.items():
            if channel in channels:
                self._nerve.pending.append((name, channel, payload))

    def subscribe(self, channel):
        self._nerve.channels[self._name].add(channel)

    def unsubscribe(self, channel):
        self._nerve.channels[self._name].discard(channel)


class Process:
    """One web process's line, and the reads it makes, which may fail."""

    def __init__(self, stores, nerve, name, everything=None):
        self.stores = stores
        self.name = name
        self.edge = Edge()
        self.gap_fails = 0
        self.nerve_is_down = False
        self.unread = []
        self.remembered = []
        views = _views(stores, everything) if everything else (None, None, None)
        reads = Reads(
            attending=stores.pictures.attending,
            gap=self._gap,
            parting=stores.talks.parting,
            visits=views[0],
            desks=views[1],
            wall=views[2],
            door=stores.intake.paused,
            last_seqs=stores.pictures.last_seqs,
            still_staff=SqlRoles(stores.db, stores.clock, required=False).now,
            has_come=stores.visits.has_come,
            hints_arrive=lambda: not self.nerve_is_down,
        )
        notes = Notes(
            visitors_seen=stores.visits.seen,
            staff_seen=stores.desks.seen,
            received=stores.talks.received,
            alive=self._alive,
            heard=self.remembered.append,
            unheard=self.unread.append,
        )
        voice = OwnVoice(nerve.of(name), name.encode().ljust(MARK, b" "))
        self.line = line(self.edge, voice, reads, notes, stores.clock, wall_every=0)
        nerve.ears[name] = self.line.ear
        self._sids = 0

    async def _gap(self, talk, after, upto):
        if self.gap_fails:
            self.gap_fails -= 1
            raise OSError("the store is away")
        return await self.stores.talks.gap(talk, after, upto)

    async def _alive(self, at):
        await SqlProcesses(self.stores.db).alive(self.name, "web", {}, at)

    async def open(self, session):
        """A new socket of this person, which hears what they are a member of."""
        self._sids += 1
        sid = f"{self.name}:{session.id}:{self._sids}"
        await self.line.connections.opened(session, sid)
        await self.line.connections.attending.refresh([(session.role, session.id)])
        return sid

    async def sync(self, session):
        return await self.line.renewing.sync(session, Sync())

    async def close(self, session, sid):
        await self.line.connections.closed(session, sid)

    async def settled(self):
        """Every gap that is being read has been read."""
        async with asyncio.timeout(100):
            delivery = self.line.reconciling.delivery
            while filling := [*delivery._filling.values(), *delivery._parting]:
                await asyncio.wait(filling)
                await asyncio.sleep(0)

    async def reconcile(self):
        await self.line.reconciling._talks()
        await self.settled()

    def heard(self, sid, talk=None):
        """The lines that this socket was told, in their order."""
        return [
            body["line"]
            for name, body in self.edge.told[sid]
            if name == "heard" and talk in (None, body["conversation"])
        ]

    def told(self, sid, name):
        return [body for known, body in self.edge.told[sid] if known == name]


def _views(stores, everything):
    cards = Cards(everything)
    waits = Waits(SqlWaits(stores.db).history, stores.clock)
    openings = Openings(SqlShifts(stores.db).between, None, timedelta(weeks=8))
    read = (stores.pictures, stores.rooms, cards)
    viewing = Viewing(*read, waits, stores.clock, AWAY, 50, openings)
    walling = Walling(stores.wall, cards, stores.clock, AWAY, 50)
    wall = WallReads(walling.picture, walling.raised, walling.view_of, flag_cards)
    return viewing.visits, viewing.desks, wall


@asynccontextmanager
async def processes(url, keys, count, everything=None):
    """So many processes over one store: (stores, nerve, processes)."""
    async with a_line(url, keys) as stores:
        nerve = Nerve()
        yield stores, nerve, [Process(stores, nerve, f"p{n}", everything) for n in range(count)]


@contextmanager
def quick_disk():
    """No machine dies in these tests: SQLite need not wait for the disk."""
    hasty = tuple(p.replace("FULL", "OFF") for p in sqlite.PRAGMAS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "PRAGMAS", hasty)
        yield
