"""The web process, put together: read it from top to bottom."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import structlog
from aiohttp import web
from redis.asyncio import Redis

from config.addresses import in_the_clear
from config.settings import Settings
from moderation.lexicon.kept import Kept
from moderation.lexicon.own import OwnCheck
from moderation.passage import Passage
from moderation.review import Reviewer
from moderation.verdict import Verdict
from server import loop
from server.clocks import clocks
from server.domain.ids import StaffId
from server.domain.session import Role
from server.entrance import Entrance, entrance, gate
from server.foundation import Foundation, founded, now
from server.interior import Interior, interior
from server.mentored import first_reads, keeping_of
from server.reached import offers
from server.rereading import Live, live_screen, renewed
from server.services.readiness import Readiness
from server.services.watch.own_rules import OwnRules
from server.stores.journal import Journal
from server.stores.leases import Holder, Leases
from server.stores.valkey.client import open_valkey
from server.stores.valkey.limits import Limits
from server.stores.vitals import SqlVitals
from server.stores.watch.own_phrases import SqlOwnPhrases
from server.transport.access_log import access_log
from server.transport.channels import HOUSE
from server.transport.edge.address import remote_address
from server.transport.edge.collector import calm_collector
from server.transport.edge.server import Edge
from server.transport.health import Health
from server.transport.line import Line
from server.transport.metrics import Metrics
from server.transport.pages.headers import security_headers
from server.transport.pages.routes import Telling, pages_routes
from server.transport.unnamed_proxy import unnamed_proxy
from server.transport.vital_figures import VitalFigures
from server.workers.leading import Leading
from server.workers.sending import Sending

DRAIN = 1.0  # seconds over which the pages are told to come back, at the end
GONE_WITHIN = 2.5  # seconds after which nobody is waited for
REQUESTS_WITHIN = 1.0  # seconds for what is still being answered then

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Web:
    """`journal` must run for anything to be kept; `line` for anybody to be told.

    `clocks` turn here while no worker lives. `offered` pushes what a moderator gives to a peer.
    """

    app: web.Application
    base: Foundation
    journal: Journal
    interior: Interior
    screen: Live[Reviewer]
    own: OwnRules
    clocks: Leading
    offered: Sending[Sequence[StaffId]]

    @property
    def line(self) -> Line:
        return self.interior.line

    async def end(self) -> None:
        """Let everybody go, then keep what is still on its way."""
        await self.line.close(spread=DRAIN, within=GONE_WITHIN)
        await self.clocks.stop()
        await self.journal.flush()
        await self.base.processes.gone(self.interior.name)


def serve(settings: Settings) -> None:
    """Until SIGTERM or SIGINT."""
    loop.run(partial(_serve, settings))


async def _serve(settings: Settings) -> None:
    if in_the_clear(settings.redis_url.get_secret_value()):
        log.warning("words cross the network without TLS", store="valkey", state="REDIS_URL")
    async with composed(settings) as made:
        runner = web.AppRunner(
            made.app, access_log=None, handle_signals=False, shutdown_timeout=REQUESTS_WITHIN
        )
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port).start()
        calm_collector()
        made.base.nerve.subscribe(HOUSE)
        try:
            await loop.until_stopped(
                made.journal.run(),
                made.base.nerve.run(made.line.ear),
                made.line.run(),
                made.screen.run(),
                renewed(made.own),
                made.clocks.run(),
                made.offered.run(),
                first_reads(made.base, made.line.messenger).run(),
                ending=made.end,
            )
        finally:
            await runner.cleanup()


@asynccontextmanager
async def composed(settings: Settings) -> AsyncIterator[Web]:
    """Everything but the running tasks. Raises BadConfig."""
    url = settings.redis_url.get_secret_value()
    async with founded(settings) as base, open_valkey(url) as valkey:
        made = _web(settings, base, valkey)
        await made.own.renew()  # before the first word is read
        yield made


def _web(settings: Settings, base: Foundation, valkey: Redis) -> Web:
    metrics, edge = Metrics(), Edge(settings.origins, gate(settings))
    limits = Limits(valkey, now, most_waiting=base.everything.service.queue.limit_of_address)
    journal = Journal(base.db, keeping_of(base), metrics.journal_batch.observe)
    kept, check = Kept(settings.cache_dir), OwnCheck()
    screen = live_screen(settings.config_dir, kept, check, metrics.lexicons_refused.set)
    own = OwnRules(SqlOwnPhrases(base.db, base.sealer), lambda: screen.now, check)
    behind = interior(base, edge, settings.process, screen.now.marking)
    timed = _timed(screen, metrics)
    offered = offers(settings, base)
    doors = behind.doors(journal, limits, timed, offered.put)
    ways_in = entrance(settings, behind, limits, timed, own)
    behind.line.open(Role.VISITOR, ways_in.admission.visitor, doors)
    for role in (Role.PEER, Role.MODERATOR):
        behind.line.open(role, ways_in.admission.staff(role), doors)
    address_of = partial(remote_address, trusted_proxies=settings.trusted_proxies)
    telling = Telling(doors.hearing_back.answer, address_of)
    app = _app(settings, behind, ways_in, metrics, telling)
    edge.attach(app)
    _watch(metrics, base, behind.line)
    holder = Holder(Leases(base.db, now), behind.name)
    turned = clocks(settings, base, behind.line.messenger, holder)
    return Web(app, base, journal, behind, screen, own, turned, offered)


def _app(
    settings: Settings, behind: Interior, ways_in: Entrance, metrics: Metrics, telling: Telling
) -> web.Application:
    base = behind.base
    worker_seen = partial(base.processes.last_seen, "worker")
    readiness = Readiness(worker_seen, lambda: base.nerve.state == "up", now)
    app = web.Application(
        middlewares=[
            access_log(lambda status: metrics.requests.labels(status=str(status)).inc()),
            security_headers(settings.origins),
            unnamed_proxy(settings.trusted_proxies, partial(metrics.unnamed_proxy.set, 1)),
        ]
    )
    app.add_routes(ways_in.api.routes())
    app.add_routes(ways_in.calendars)
    vitals = VitalFigures(lambda: SqlVitals(base.db).read(now()), metrics.registry)
    app.add_routes(Health(readiness, metrics, vitals).routes())
    asked = (behind.viewing.door, behind.viewing.rooms, telling)
    app.add_routes(
        pages_routes(base.everything, settings.web_dir, *asked, now=now, leave_to=settings.leave_to)
    )
    return app


def _timed(screen: Live[Reviewer], metrics: Metrics) -> Callable[[Passage], Verdict]:
    def timed(passage: Passage) -> Verdict:
        with metrics.screen_seconds.time():
            return screen.now(passage)

    return timed


def _watch(metrics: Metrics, base: Foundation, people: Line) -> None:
    metrics.nerve_up.set_function(lambda: base.nerve.state == "up")
    metrics.nerve_dropped.set_function(lambda: base.nerve.dropped)
    for role in (Role.VISITOR, Role.PEER, Role.MODERATOR):
        counted = partial(_connected, people, role)
        metrics.sockets.labels(role=role.value).set_function(counted)


def _connected(people: Line, role: Role) -> int:
    return sum(1 for _ in people.audience.of_role(role))
