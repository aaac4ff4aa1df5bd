"""Web Push with our own key, put together: the pager's, and the quiet ones."""

from config.settings import Settings
from server.foundation import now
from server.stores.database import Database
from server.stores.keys.push_key import push_key
from server.stores.risk.push import SqlPush
from server.transport.paging.push_services import PushServices
from server.transport.paging.quiet_push import QuietPush
from server.transport.paging.web_push import WebPush


def push_pager(settings: Settings, db: Database) -> WebPush:
    return WebPush(SqlPush(db), _services(settings, db), console_of(settings), now)


def quiet_push(settings: Settings, db: Database) -> QuietPush:
    return QuietPush(SqlPush(db), _services(settings, db))


def console_of(settings: Settings) -> str:
    return f"{settings.origins[0]}/console"


def _services(settings: Settings, db: Database) -> PushServices:
    mail = settings.pager_mail_from
    sender = f"mailto:{mail}" if mail else console_of(settings)
    return PushServices(SqlPush(db), push_key(settings.keys_dir), sender, now)
