"""The web process, put together: read it from top to bottom."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiohttp import web
from argon2 import PasswordHasher
from redis.asyncio import Redis

from config.settings import Settings
from moderation.passage import Passage
from moderation.screen import screen_from
from moderation.verdict import Verdict
from server import loop
from server.domain.session import Role
from server.foundation import Foundation, founded, new_id, now
from server.services.accounts import Accounts
from server.services.administering import Administering
from server.services.answering import Answering
from server.services.conversing import Conversing
from server.services.inviting import Inviting
from server.services.pacing import Pacing
from server.services.passwords import Argon2Passwords
from server.services.readiness import Readiness
from server.services.recent import Recent
from server.services.referring import Referring
from server.services.supervising import Supervising
from server.services.tokens import new_token
from server.services.viewing import Viewing
from server.services.visiting import Visiting
from server.services.waits import Waits
from server.services.walling import Walling
from server.stores.invitations import SqlInvitations
from server.stores.journal import Journal
from server.stores.keeping import Keeping
from server.stores.limits import Limits
from server.stores.roles import SqlRoles
from server.stores.staff import SqlTeam
from server.stores.staff_sessions import SqlSessions
from server.stores.valkey import open_valkey
from server.transport.access_log import access_log
from server.transport.admission import Admission
from server.transport.api import Api
from server.transport.api_door import Door
from server.transport.doors import Doors
from server.transport.edge.address import remote_address
from server.transport.edge.collector import calm_collector
from server.transport.edge.server import Edge
from server.transport.health import Health
from server.transport.line import Line, Notes, Reads, line
from server.transport.metrics import Metrics
from server.transport.pages.headers import security_headers
from server.transport.pages.routes import pages_routes
from server.transport.session_cookie import SessionCookie

DRAIN = 1.0  # seconds over which the pages are told to come back, at the end
GONE_WITHIN = 2.5  # seconds after which nobody is waited for


@dataclass(frozen=True, slots=True)
class Web:
    """`journal` must run for anything to be kept; `line` for anybody to be told."""

    app: web.Application
    base: Foundation
    journal: Journal
    line: Line

    async def end(self) -> None:
        """Let everybody go, then keep what is still on its way."""
        await self.line.close(spread=DRAIN, within=GONE_WITHIN)
        await self.journal.flush()


def serve(settings: Settings) -> None:
    """Until SIGTERM or SIGINT."""
    loop.run(partial(_serve, settings))


async def _serve(settings: Settings) -> None:
    async with composed(settings) as made:
        runner = web.AppRunner(made.app, access_log=None, handle_signals=False)
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port).start()
        calm_collector()
        try:
            await loop.until_stopped(
                made.journal.run(),
                made.base.nerve.run(made.line.messenger.heard),
                made.line.run(),
                ending=made.end,
            )
        finally:
            await runner.cleanup()


@asynccontextmanager
async def composed(settings: Settings) -> AsyncIterator[Web]:
    """Everything but the running tasks. Raises BadConfig."""
    url = settings.redis_url.get_secret_value()
    async with founded(settings) as base, open_valkey(url) as valkey:
        yield _web(settings, base, valkey)


def _web(settings: Settings, base: Foundation, valkey: Redis) -> Web:
    service, metrics, limits = base.everything.service, Metrics(), Limits(valkey, now)
    keeping = Keeping(base.db, base.sealer, new_id)
    journal = Journal(base.db, keeping, metrics.journal_batch.observe)
    recent = Recent(base.talks.last_words)
    viewing = Viewing(
        base.pictures,
        base.cards,
        Waits(base.visits.lately_answered, now),
        now,
        service.away,
        service.queue.limit,
    )
    walling = Walling(base.wall, base.cards, now, service.away, service.queue.limit)
    edge = Edge(settings.origins)
    reads = Reads(
        attending=base.pictures.attending,
        gap=base.talks.gap,
        visits=viewing.visits,
        desks=viewing.desks,
        picture=walling.picture,
        wall_view=walling.view_of,
        last_seqs=base.pictures.last_seqs,
        still_staff=SqlRoles(base.db).now,
    )
    process = f"{settings.process}-{secrets.token_hex(3)}"
    notes = Notes(
        visitors_seen=base.visits.seen,
        staff_seen=base.desks.seen,
        received=base.talks.received,
        alive=partial(base.processes.alive, process, "web", {}),
        heard=recent.said,
    )
    people = line(edge, base.nerve, reads, notes, now)
    hints = people.messenger
    conversing = Conversing(
        journal=journal,
        talks=base.talks,
        hints=hints,
        recent=recent,
        screen=_timed(screen_from(settings.config_dir), metrics),
        pace=Pacing(loop.clock),
        help_card=viewing.help_for,
        clocks=base.clocks,
        now=now,
    )
    doors = Doors(
        renewing=people.renewing,
        visiting=Visiting(
            visits=base.visits,
            forgets=base.forgetting,
            hints=hints,
            admit=limits.admit_visit,
            view=viewing.visit,
            now=now,
            new_id=new_id,
            new_number=partial(secrets.randbelow, 1 << 30),
            languages=frozenset(one.code for one in service.languages),
            topics=frozenset(one.id for one in service.topics),
            queue_limit=service.queue.limit,
            away=service.away,
        ),
        conversing=conversing,
        answering=Answering(base.desks, base.alerts, hints, base.clocks, now),
        supervising=Supervising(
            base.alerts, base.supervision, base.talks, hints, conversing.say, now
        ),
        referring=Referring(base.referrals, base.cards, hints, now, new_id),
    )
    api, admission = _accounts(settings, base, limits, people)
    people.open(Role.VISITOR, admission.visitor, doors)
    people.open(Role.PEER, admission.staff(Role.PEER), doors)
    people.open(Role.MODERATOR, admission.staff(Role.MODERATOR), doors)
    health = Health(
        Readiness(
            partial(base.processes.last_seen, "worker"), lambda: base.nerve.state == "up", now
        ),
        metrics,
    )
    app = web.Application(
        middlewares=[
            access_log(lambda status: metrics.requests.labels(status=str(status)).inc()),
            security_headers(settings.origins),
        ]
    )
    app.add_routes(api.routes())
    app.add_routes(health.routes())
    app.add_routes(pages_routes(base.everything, settings.web_dir, viewing.closed, now=now))
    edge.attach(app)
    _watch(metrics, base, people)
    return Web(app, base, journal, people)


def _accounts(
    settings: Settings, base: Foundation, limits: Limits, people: Line
) -> tuple[Api, Admission]:
    cookie, passwords = SessionCookie(settings.origins), Argon2Passwords(PasswordHasher())
    revoked = people.messenger.revoked
    accounts = Accounts(SqlSessions(base.db), passwords, limits, revoked, now, new_token)
    address_of = partial(remote_address, trusted_proxies=settings.trusted_proxies)
    inviting = Inviting(
        SqlInvitations(base.db),
        passwords,
        f"{settings.origins[0]}/console",
        now,
        new_id,
        new_token,
    )
    administering = Administering(SqlTeam(base.db), revoked, now)
    api = Api(Door(settings.origins), cookie, accounts, inviting, administering, address_of)
    return api, Admission(cookie, accounts.session_of, address_of)


def _timed(screen: Callable[[Passage], Verdict], metrics: Metrics) -> Callable[[Passage], Verdict]:
    def timed(passage: Passage) -> Verdict:
        with metrics.screen_seconds.time():
            return screen(passage)

    return timed


def _watch(metrics: Metrics, base: Foundation, people: Line) -> None:
    metrics.nerve_up.set_function(lambda: base.nerve.state == "up")
    metrics.nerve_dropped.set_function(lambda: base.nerve.dropped)
    for role in (Role.VISITOR, Role.PEER, Role.MODERATOR):
        counted = partial(_connected, people, role)
        metrics.sockets.labels(role=role.value).set_function(counted)


def _connected(people: Line, role: Role) -> int:
    return sum(1 for _ in people.audience.of_role(role))
