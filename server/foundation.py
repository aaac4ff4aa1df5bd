"""What the web and the worker process stand on: configuration, stores, the nerve."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from config.everything import Everything, load
from config.service import Silence as SilenceTimes
from config.settings import Settings
from moderation.verdict import Level
from server.domain.silence import Patience
from server.resting import policy_of
from server.services.referrals.pathway import pathway_of
from server.services.risk.alerting import times_of
from server.services.risk.cards import Cards
from server.stores.database import Database
from server.stores.forgetting import SqlForgetting
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.processes import SqlProcesses
from server.stores.queue.intake import SqlIntake
from server.stores.queue.matchmaking import SqlMatchmaking
from server.stores.queue.visits import SqlVisits
from server.stores.queue.waits import SqlWaits
from server.stores.referrals.pathway import SqlReferrals
from server.stores.risk.alerts import SqlAlerts
from server.stores.risk.assessments import SqlAssessments
from server.stores.risk.calling import Calling
from server.stores.risk.paths import SqlPaths
from server.stores.rooms.asides import SqlRoomAsides
from server.stores.rooms.clock import SqlRoomClock
from server.stores.rooms.closing import RoomClosing
from server.stores.rooms.hosts import SqlRoomHosts
from server.stores.rooms.lifting import SqlRoomLifting
from server.stores.rooms.members import SqlRoomMembers
from server.stores.rooms.planning import SqlRooms
from server.stores.rooms.seats import SqlRoomSeats
from server.stores.rows.certificates import Qualified
from server.stores.shifts.attendance import Attendance
from server.stores.shifts.calendars import SqlCalendars
from server.stores.shifts.debriefs import SqlDebriefs
from server.stores.shifts.resting import Resting
from server.stores.shifts.signing_up import SqlShifts
from server.stores.shifts.swaps import SqlSwaps
from server.stores.talk.closing import Closing
from server.stores.talk.desks import SqlDesks
from server.stores.talk.endings import SqlEndings
from server.stores.talk.pairs import SqlPairs
from server.stores.talk.pictures import SqlPictures
from server.stores.talk.reliefs import SqlReliefs
from server.stores.talk.safety_plans import SqlSafetyPlans
from server.stores.talk.seating import Seating
from server.stores.talk.silences import SqlSilences
from server.stores.talk.talks import SqlTalks
from server.stores.talk.transfers import SqlTransfers
from server.stores.valkey.client import nerve_of
from server.stores.valkey.nerve import Nerve
from server.stores.valkey.shards import Shards
from server.stores.watch.supervision import SqlSupervision
from server.stores.watch.wall import SqlWall

LEVELS: Final = tuple(Level)


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return secrets.token_urlsafe(15)


@dataclass(frozen=True, slots=True)
class Foundation:
    everything: Everything
    db: Database
    nerve: Nerve | Shards
    vault: Vault
    sealer: Sealer
    visits: SqlVisits
    intake: SqlIntake
    waits: SqlWaits
    desks: SqlDesks
    endings: SqlEndings
    transfers: SqlTransfers
    pairs: SqlPairs
    silences: SqlSilences
    alerts: SqlAlerts
    assessments: SqlAssessments
    paths: SqlPaths
    reliefs: SqlReliefs
    safety_plans: SqlSafetyPlans
    supervision: SqlSupervision
    referrals: SqlReferrals
    talks: SqlTalks
    pictures: SqlPictures
    wall: SqlWall
    matchmaking: SqlMatchmaking
    forgetting: SqlForgetting
    processes: SqlProcesses
    shifts: SqlShifts
    swaps: SqlSwaps
    calendars: SqlCalendars
    debriefs: SqlDebriefs
    rooms: SqlRooms
    room_hosts: SqlRoomHosts
    room_seats: SqlRoomSeats
    room_members: SqlRoomMembers
    room_asides: SqlRoomAsides
    room_clock: SqlRoomClock
    calling: Calling
    cards: Cards

    @property
    def clocks(self) -> dict[Level, timedelta]:
        return dict(self.alerts.times.within)


def _patience(silence: SilenceTimes) -> Patience:
    times = (silence.ask_seconds, silence.warn_seconds, silence.end_seconds)
    return Patience(*(timedelta(seconds=time) for time in times))


@asynccontextmanager
async def founded(settings: Settings) -> AsyncIterator[Foundation]:
    """Raises BadConfig with every problem of every file before anything is opened."""
    everything = load(settings.config_dir)
    async with Database.open(settings.database_url.get_secret_value()) as db:
        yield _founded(settings, everything, db)


def _founded(settings: Settings, everything: Everything, db: Database) -> Foundation:
    vault, qualified = Vault(settings.keys_dir, now), _qualified(everything)
    sealer = Sealer(vault)
    seating, calling = Seating(sealer, new_id), calling_of(everything, db, sealer)
    room_closing = RoomClosing(db, closing := Closing(db, everything.retention.kept))
    return Foundation(
        everything=everything,
        db=db,
        nerve=nerve_of(settings.redis_url.get_secret_value()),
        vault=vault,
        sealer=sealer,
        visits=SqlVisits(db, sealer, closing),
        intake=SqlIntake(db),
        waits=SqlWaits(db),
        desks=_desks(everything, sealer, seating, calling),
        endings=SqlEndings(db, sealer, closing, new_id),
        transfers=SqlTransfers(db, sealer, seating, qualified),
        pairs=SqlPairs(db, sealer, new_id, calling),
        silences=SqlSilences(db, closing, _patience(everything.service.silence)),
        alerts=SqlAlerts(db, sealer, new_id, calling, times_of(everything.ladder)),
        assessments=SqlAssessments(db, sealer, new_id),
        paths=SqlPaths(db),
        reliefs=SqlReliefs(db, calling, closing),
        safety_plans=SqlSafetyPlans(db, sealer, new_id),
        supervision=SqlSupervision(db, calling),
        referrals=SqlReferrals(db, sealer, calling, pathway_of(everything.referral)),
        talks=SqlTalks(db, sealer),
        pictures=SqlPictures(db, sealer, qualified),
        wall=SqlWall(db, sealer, qualified),
        matchmaking=SqlMatchmaking(db, new_id, qualified, calling),
        forgetting=SqlForgetting(db, vault, *everything.retention.patience),
        processes=SqlProcesses(db),
        shifts=SqlShifts(db),
        swaps=SqlSwaps(db),
        calendars=SqlCalendars(db),
        debriefs=SqlDebriefs(db, new_id),
        rooms=SqlRooms(db, sealer, room_closing),
        room_hosts=SqlRoomHosts(db, qualified),
        room_seats=SqlRoomSeats(db, sealer),
        room_members=SqlRoomMembers(db),
        room_asides=SqlRoomAsides(db, seating),
        room_clock=SqlRoomClock(db, room_closing, SqlRoomLifting(db, seating, qualified)),
        calling=calling,
        cards=Cards(everything),
    )


def calling_of(everything: Everything, db: Database, sealer: Sealer) -> Calling:
    policy, clocks = policy_of(everything.exposure), times_of(everything.ladder).within
    return Calling(db, sealer, new_id, policy, clocks, everything.service.away)


def _desks(everything: Everything, sealer: Sealer, seating: Seating, calling: Calling) -> SqlDesks:
    db, attendance = calling.db, Attendance(everything.shifts.check_in)
    resting = Resting(db, policy_of(everything.exposure), everything.service.away)
    qualified = _qualified(everything)
    rules = (attendance, resting, new_id, qualified, calling)
    return SqlDesks(db, sealer, seating, *rules)


def _qualified(everything: Everything) -> Qualified:
    shift, training = everything.service.shift, everything.training.table
    undivided = Level(shift.undivided_from)
    return Qualified(training.required, shift.conversations_per_peer, undivided)
