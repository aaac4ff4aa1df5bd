"""The clocks of flags, put together for the worker, and for web processes without one."""

from collections.abc import Iterator, Mapping

from config.addresses import mail_server
from config.settings import Settings
from server import loop
from server.foundation import Foundation, now
from server.pushing import console_of, push_pager
from server.resting import policy_of
from server.services.ports import Hints
from server.services.risk.alerting import Alerting
from server.services.risk.paging import Channel, Paging
from server.stores.database import Database
from server.stores.leases import Holder
from server.stores.risk.flag_clock import SqlFlagClock
from server.stores.risk.pages import SqlPages
from server.transport.paging.mail import Mail
from server.transport.paging.webhook import Webhook
from server.workers.leading import Leading

EVERY = 1.0  # seconds
NAME = "clocks"


def clocks(settings: Settings, base: Foundation, hints: Hints, holder: Holder) -> Leading:
    """Whoever holds the lease turns them: an alarm depends on no process in particular."""
    ladder = base.everything.ladder
    paging = Paging(channels(settings, base.db), SqlPages(base.db), hints, now)
    away = base.everything.service.away
    clock = SqlFlagClock(base.db, policy_of(base.everything.exposure))
    alerting = Alerting(clock, paging, ladder, hints, now, away)
    return Leading(NAME, holder, alerting.round, EVERY, loop.clock)


def channels(settings: Settings, db: Database) -> Mapping[str, Channel]:
    """Those that are set up here, by the names of the ladder."""
    return dict(_set_up(settings, db))


def _set_up(settings: Settings, db: Database) -> Iterator[tuple[str, Channel]]:
    console = console_of(settings)
    if settings.pager_url and settings.pager_secret:
        secret = settings.pager_secret.get_secret_value().encode()
        yield "webhook", Webhook(settings.pager_url.get_secret_value(), secret, console, now)
    if settings.pager_mail_url and settings.pager_mail_from and settings.pager_mail_to:
        server = mail_server(settings.pager_mail_url.get_secret_value())
        yield "mail", Mail(server, settings.pager_mail_from, settings.pager_mail_to, console, now)
    yield "push", push_pager(settings, db)
