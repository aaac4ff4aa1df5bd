"""Web processes and a worker over one database: real services, real doors, no sockets."""

import asyncio
from contextlib import suppress
from functools import partial

from server.domain.matching import Rule
from server.services.queue.matching import Matching
from server.services.queue.open_door import OpenDoor
from server.services.risk.alerting import Alerting
from server.services.risk.paging import Paging
from server.services.rooms.tending import RoomTending
from server.services.talk.tending import Tending
from server.services.watch.holding import Holding
from server.stores.leases import LeaseLost
from server.stores.processes import SqlProcesses
from server.stores.risk.pages import SqlPages
from server.stores.watch.blocks import SqlBlocks
from server.stores.watch.holds import SqlHolds
from server.stores.watch.pauses import SqlPauses
from server.transport.doors import Doors
from server.transport.known import Known
from server.transport.messenger import Messenger, Nobody
from server.transport.own_voice import MARK, OwnVoice
from tests.lost.mortal import Crashed, Mortal
from tests.services.people import EVERYTHING, House
from tests.stores.line import AWAY, CALM, FLAG_CLOCKS, GRACE, KEPT, PATIENCE, Line, worrying
from tests.transport.processes import Process

LEASE = 10  # seconds
IN_TIME = 600.0  # seconds: no command is cut short because the machine has much to do


class Web:
    """One web process. `ask` is a command after its decoding; None: no answer ever comes."""

    def __init__(self, world):
        self.name = world.new_name("web")
        self.db = Mortal.over(world.db)
        stores = Line(self.db, world.keys, world.clock, f"{self.name}s")
        self.process = Process(stores, world.nerve, self.name, EVERYTHING)
        line = self.process.line
        self.house = House(self.db, world.keys, world.clock, self.name, line.messenger)
        self.house.journal.gather = 0
        self.doors = _doors(self.house, line)
        self._known = {}
        self._writing = asyncio.get_running_loop().create_task(self.house.journal.run())

    @property
    def fate(self):
        return self.db.fate

    async def ask(self, session, command, level=0):
        """`level` is what the screen finds in it."""
        self.house.verdict = worrying(level) if level else CALM
        known = self._of(session.role)[type(command)]
        try:
            reply = known.carry_out(session, command)
            reply = await reply if asyncio.iscoroutine(reply) else reply
        except Crashed:
            return None
        return None if self.fate.dead else reply

    def _of(self, role):
        if role not in self._known:
            handlers = self.doors.of(role).items()
            self._known[role] = {kind: Known(kind, handle, IN_TIME) for kind, handle in handlers}
        return self._known[role]

    async def looks(self):
        """Whoever's page has stirred hears what they are a member of, and the wall is read."""
        renewing = self.process.line.renewing
        people, renewing._dirty = renewing._dirty, set()
        with suppress(Crashed):
            await renewing.attending.refresh(people)
            await self.process.settled()

    async def ticks(self, what):
        """What each web process does every few seconds."""
        with suppress(Crashed):
            for one in what:
                await getattr(self.process.line.reconciling, one)()
            await self.process.settled()

    async def gone(self):
        self.fate.dead = True
        self._writing.cancel()
        with suppress(asyncio.CancelledError, Crashed):
            await self._writing


def _doors(house, line):
    """What no story asks for has nobody behind it."""
    services = {name: getattr(house, name, NOBODY) for name in Doors.__dataclass_fields__}
    own = {"renewing": line.renewing, "hearing": line.hearing, "holding": _holding(house)}
    return Doors(**services | own)


def _holding(house):
    close, told = house.visits.close, (house.hints, house._screen, house.viewing.help_for)
    book = SqlBlocks(house.db, house.sealer, close, house.new_id)
    return Holding(
        SqlHolds(house.db, close),
        SqlPauses(house.db),
        book,
        *told,
        house.conversing.say,
        FLAG_CLOCKS,
        house.clock,
    )


class Unasked:
    def __getattr__(self, name):
        return self._asked

    async def _asked(self, *_):
        raise AssertionError("no story asks for this")


NOBODY = Unasked()


class Worker:
    """What leads: each round takes its lease, or somebody else leads."""

    def __init__(self, world):
        self.name = world.new_name("worker")
        self.db = Mortal.over(world.db)
        self.stores = Line(self.db, world.keys, world.clock, self.name)
        self.fences = {}
        nerve = OwnVoice(world.nerve.of(self.name), self.name.encode().ljust(MARK)[:MARK])
        hints = Messenger(nerve, Nobody())
        self.rounds = _rounds(self.stores, hints, world.clock)

    @property
    def fate(self):
        return self.db.fate

    async def leads(self, names):
        """False: it died."""
        try:
            for name in names:
                fence = await self.stores.leases.take(name, self.name, LEASE)
                if fence is not None:
                    self.fences[name] = fence
                    await self.rounds[name](fence)
        except Crashed:
            return False
        return True

    async def wakes(self):
        """It was stopped and takes itself for the leader still. Returns how much it wrote."""
        wrote = self.fate.wrote
        for name, fence in self.fences.items():
            with suppress(LeaseLost, Crashed):
                await self.rounds[name](fence)
        return self.fate.wrote - wrote


def _rounds(stores, hints, clock):
    service = EVERYTHING.service
    seen = partial(SqlProcesses(stores.db).last_seen, "web")
    matching = Matching(
        stores.matchmaking,
        stores.absences,
        stores.visits,
        hints,
        OpenDoor(seen, AWAY, clock.ticks),
        clock,
        PATIENCE,
        AWAY,
        KEPT,
        Rule(service.wish),
        lambda _: None,
    )
    door = OpenDoor(seen, AWAY, clock.ticks)
    tending = Tending(
        stores.transfers, stores.silences, SqlPauses(stores.db), hints, door, clock, AWAY, GRACE
    )
    paging = Paging({}, SqlPages(stores.db), hints, clock)  # no way out of the wall is set up here
    alerting = Alerting(stores.flag_clock, paging, EVERYTHING.ladder, hints, clock, AWAY)
    rooms = RoomTending(stores.room_clock, hints, clock, AWAY)
    return {
        "matchmaker": matching.round,
        "conversations": tending.round,
        "clocks": alerting.round,
        "rooms": rooms.round,
    }
