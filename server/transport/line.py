"""Everybody who is connected to this process, and everything that reaches them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.contract.events import Moved
from server.domain.message import Message
from server.domain.session import Role
from server.domain.staff import Standing
from server.transport.attending import Attending, Read
from server.transport.audience import Audience, Person
from server.transport.connections import Connections
from server.transport.delivery import Delivery, Gap, Parting
from server.transport.doors import Doors
from server.transport.edge.frames import Frame, event_frame
from server.transport.edge.server import Edge
from server.transport.gateway import Admit, Gateway, Hooks
from server.transport.hearing import Hearing
from server.transport.here import Here
from server.transport.locks import Locks
from server.transport.messenger import Messenger
from server.transport.outside import Outside
from server.transport.own_voice import Heard, OwnVoice
from server.transport.reconciling import Mark, Reconciling
from server.transport.renewing import Renewing, Views
from server.transport.telling import Telling
from server.transport.threshold import Threshold
from server.transport.walls import WallReads, Walls

WALL_EVERY, WALL_LATEST = 0.25, 4.0  # seconds between two readings of the whole wall
COME_BACK = 1.0  # seconds after which a page that was told to move tries again


@dataclass(frozen=True, slots=True)
class Reads:
    """What the line reads from the stores and the services."""

    attending: Read
    gap: Gap
    parting: Parting
    visits: Views
    desks: Views
    wall: WallReads
    door: Callable[[], Awaitable[object]]
    last_seqs: Callable[[Sequence[str]], Awaitable[dict[str, int]]]
    still_staff: Callable[[Sequence[str]], Awaitable[Mapping[str, Standing]]]
    has_come: Callable[[str], Awaitable[bool]]
    hints_arrive: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Notes:
    """What the line tells the stores, and what was said last in a conversation.

    `unheard`: nobody here hears this conversation any more, or somebody does for the first time,
    or something was found later in what had been said.
    """

    visitors_seen: Callable[[Sequence[str], datetime], Awaitable[None]]
    staff_seen: Callable[[Sequence[Person], datetime], Awaitable[None]]
    received: Callable[[Sequence[Mark]], Awaitable[None]]
    alive: Callable[[datetime], Awaitable[None]]
    heard: Callable[[Message], None]
    unheard: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Line:
    """`ear` is what the nerve calls with each hint."""

    edge: Edge
    audience: Audience
    renewing: Renewing
    hearing: Hearing
    connections: Connections
    messenger: Messenger
    reconciling: Reconciling
    locks: Locks
    threshold: Threshold
    ear: Heard

    def open(self, role: Role, admit: Admit, doors: Doors) -> None:
        """Open one role's door."""
        hooks = Hooks(self.connections.opened, self.connections.closed)
        handlers = self.locks.guarded(self.threshold.kept(doors.of(role)))
        self.edge.register_namespace(Gateway(role, admit, handlers, hooks))

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.renewing.run())
            tasks.create_task(self.reconciling.run())

    async def close(self, *, spread: float, within: float) -> None:
        """Tell everybody to come back, and let them go."""
        await self.edge.close_all(_moved, spread=spread, within=within)


def line(
    edge: Edge,
    nerve: OwnVoice,
    reads: Reads,
    notes: Notes,
    now: Callable[[], datetime],
    *,
    wall_every: float = WALL_EVERY,
) -> Line:
    """Put the parts together; each knows only what it needs."""
    audience, locks = Audience(), Locks()
    telling = Telling(edge.emit_to, audience, locks)
    outside = Outside(audience, locks, telling)
    delivery = Delivery(audience, telling, outside, reads.gap, reads.parting, notes.heard)
    attending = Attending(reads.attending, audience, nerve, notes.unheard, delivery.part)
    delivery.still_in = attending.refresh
    walls = Walls(audience, telling, outside, reads.wall, wall_every, WALL_LATEST)
    renewing = Renewing(audience, telling, outside, attending, reads.visits, reads.desks, walls)
    connections = Connections(audience, attending, renewing, telling, nerve, _closer(edge))
    reconciling = Reconciling(
        audience=audience,
        attending=attending,
        delivery=delivery,
        renewing=renewing,
        locks=locks,
        door=reads.door,
        last_seqs=reads.last_seqs,
        visitors_seen=notes.visitors_seen,
        staff_seen=notes.staff_seen,
        received=notes.received,
        still_staff=reads.still_staff,
        put_out=connections.put_out,
        alive=notes.alive,
        now=now,
        hints_arrive=reads.hints_arrive,
    )
    out = (connections.displace, connections.put_out)
    here = Here(audience, telling, delivery, renewing, locks, *out, reconciling.mark, notes.unheard)
    messenger = Messenger(nerve, here)
    outside.received = messenger.received
    hearing = Hearing(attending, audience, delivery)
    ways_in = (locks, Threshold(reads.has_come, asyncio.get_running_loop().time))
    inner = (audience, renewing, hearing, connections, messenger, reconciling, *ways_in)
    return Line(edge, *inner, nerve.ear(messenger.heard))


def _closer(edge: Edge) -> Callable[[Role, str], None]:
    """Puts a socket out, soon and without waiting."""
    closing: set[asyncio.Task[None]] = set()

    def close(role: Role, sid: str) -> None:
        task = asyncio.get_running_loop().create_task(edge.disconnect(sid, f"/{role}"))
        closing.add(task)
        task.add_done_callback(closing.discard)

    return close


def _moved(namespace: str) -> Frame:
    return event_frame(namespace, Moved.event, Moved(after=COME_BACK))
