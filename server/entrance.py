"""The ways in, put together: accounts and their API, and who is let in by which door."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from config.settings import Settings
from server.domain.feed import Looks
from server.foundation import Foundation, new_id, now
from server.interior import Interior
from server.joining import joining
from server.reported import reporting
from server.resting import policy_of
from server.services.accounts.administering import Administering
from server.services.accounts.inviting import Inviting
from server.services.accounts.locking import Locking
from server.services.accounts.passwords import Argon2Passwords
from server.services.accounts.ports import Passwords
from server.services.accounts.proving import Proving
from server.services.accounts.recognising import Recognising, Site
from server.services.accounts.securing import Securing
from server.services.accounts.signing_in import Accounts
from server.services.accounts.tokens import new_challenge, new_recovery_code, new_secret, new_token
from server.services.ports import Screen
from server.services.shifts.looking_after import LookingAfter
from server.services.shifts.rostering import Rostering
from server.services.shifts.rota import rota_of
from server.services.shifts.subscribing import Subscribing
from server.services.team.training import Training
from server.services.watch.own_rules import OwnRules
from server.staffroom import staffroom
from server.stores.accounts.invitations import SqlInvitations
from server.stores.accounts.passkeys import SqlPasskeys
from server.stores.accounts.rights import SqlRights
from server.stores.accounts.second_steps import SqlSecondSteps
from server.stores.accounts.staff import SqlTeam
from server.stores.accounts.staff_sessions import SqlSessions
from server.stores.keys.house_key import HouseKey
from server.stores.team.trainings import SqlTrainings
from server.stores.valkey.limits import Limits
from server.transport.admission import Admission
from server.transport.api import Answers, ApiGateway, Entry
from server.transport.calendar_feed import calendar_routes
from server.transport.edge.address import counted_address, remote_address
from server.transport.edge.arrival import Arrival
from server.transport.edge.gate import Gate
from server.transport.edge.limits import Limits as EdgeLimits
from server.transport.known_browser import BrowserCookie
from server.transport.reception import Reception
from server.transport.session_cookie import SessionCookie
from server.watching import watchroom


@dataclass(frozen=True, slots=True)
class Entrance:
    api: ApiGateway
    admission: Admission
    calendars: list[web.RouteDef]


def entrance(
    settings: Settings, behind: Interior, limits: Limits, screen: Screen, own: OwnRules
) -> Entrance:
    """`behind` tells people what changed, and puts out whoever may no longer be connected."""
    base, messenger, planning = behind.base, behind.line.messenger, behind.planning()
    cookie, passwords = SessionCookie(settings.origins), Argon2Passwords()
    key = HouseKey(settings.keys_dir)
    sessions, steps = SqlSessions(base.db, base.calling), SqlSecondSteps(base.db, key)
    service, revoked = base.everything.service, (messenger.revoked, messenger.spread)
    required = service.staff.second_step_required
    locking = Locking(sessions, messenger.locked, now)
    proving = Proving(sessions, locking, steps, passwords, limits, now)
    accounts = Accounts(sessions, proving, limits, *revoked, now, new_token, required)
    passkeys, randoms = SqlPasskeys(base.db), (new_secret, new_recovery_code)
    securing = Securing(
        sessions, steps, passkeys, passwords, *revoked, now, *randoms, service.name, required
    )
    address_of = partial(remote_address, trusted_proxies=settings.trusted_proxies)
    inviting = _inviting(settings, base, passwords)
    team, rights = SqlTeam(base.db), SqlRights(base.db, base.calling)
    administering = Administering(team, rights, *revoked, now)
    subscribing = _subscribing(settings, base)
    reception = Reception(
        accounts=accounts,
        inviting=inviting,
        administering=administering,
        proving=proving,
        locking=locking,
        securing=securing,
        recognising=Recognising(
            passkeys, locking, accounts, limits, _site(settings, service.name), now, new_challenge
        ),
        training=Training(base.everything.training, SqlTrainings(base.db, key), team, now),
        rostering=_rostering(base, team),
        subscribing=subscribing,
        planning=planning,
        looking_after=_looking_after(base, team),
        reporting=reporting(base),
    )
    browser = BrowserCookie(key, now, new_id)
    entry = Entry(settings.origins, cookie, browser, accounts.session_of, address_of, now)
    admission = Admission(cookie, accounts.session_of, counted(settings), behind.line.locks)
    calendars = calendar_routes(subscribing.read)
    answers = {**reception.answers(), **_elsewhere(settings, behind, limits, screen, own)}
    return Entrance(ApiGateway(entry, answers), admission, calendars)


def counted(settings: Settings) -> Callable[[web.Request | Arrival], str]:
    """By which address they are counted, of those who are."""
    proxies, shared = settings.trusted_proxies, settings.shared_networks
    return partial(counted_address, trusted_proxies=proxies, shared=shared)


def _elsewhere(
    settings: Settings, behind: Interior, limits: Limits, screen: Screen, own: OwnRules
) -> Answers:
    base, messenger = behind.base, behind.line.messenger
    return {
        **watchroom(settings, base, messenger, screen, own).answers(),
        **staffroom(base, screen).answers(),
        **joining(settings, base, messenger, limits, screen).answers(),
    }


def _inviting(settings: Settings, base: Foundation, passwords: Passwords) -> Inviting:
    console = f"{settings.origins[0]}/console"
    return Inviting(SqlInvitations(base.db), passwords, console, now, new_id, new_token)


def _site(settings: Settings, name: str) -> Site:
    origins = settings.origins
    return Site(name, urlsplit(origins[0]).hostname or "", tuple(origins))


def _rostering(base: Foundation, team: SqlTeam) -> Rostering:
    table = base.everything.shifts
    return Rostering(
        rota=rota_of(table),
        table=table,
        shifts=base.shifts,
        swaps=base.swaps,
        calendars=base.calendars,
        team=team.everybody,
        now=now,
        new_id=new_id,
    )


def _subscribing(settings: Settings, base: Foundation) -> Subscribing:
    table, origin = base.everything.shifts, settings.origins[0]
    host = urlsplit(origin).hostname or "warmline"
    looks = Looks(table.calendar_title, host, (table.remind, table.check_in))
    return Subscribing(base.calendars, base.shifts, looks, origin, now, new_token)


def _looking_after(base: Foundation, team: SqlTeam) -> LookingAfter:
    table, zone = base.everything.exposure, ZoneInfo(base.everything.shifts.time_zone)
    policy, seen = policy_of(table), table.supervisors_see
    return LookingAfter(base.debriefs, policy, seen, zone, team.everybody, now)


def gate(settings: Settings) -> Gate:
    """A tenth of the room is kept for who watches and answers."""
    room, most = EdgeLimits().sockets, settings.sockets_per_address
    limits = EdgeLimits(sockets_for_staff=room // 10, sockets_of_address=most)
    cookie = SessionCookie(settings.origins)
    return Gate(limits, counted(settings), lambda request: cookie.read(request) is not None)
