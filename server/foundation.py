"""What the web and the worker process stand on: configuration, stores, the nerve."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from config.everything import Everything, load
from config.exposure import Exposure
from config.service import Silence as SilenceTimes
from config.settings import Settings
from moderation.verdict import Level
from server.domain.exposure import Policy
from server.domain.silence import Patience
from server.services.cards import Cards
from server.services.pathway import pathway_of
from server.stores.alerts import SqlAlerts
from server.stores.assessments import SqlAssessments
from server.stores.attendance import Attendance
from server.stores.calendars import SqlCalendars
from server.stores.calling import Calling
from server.stores.closing import Closing
from server.stores.database import Database
from server.stores.debriefs import SqlDebriefs
from server.stores.desks import SqlDesks
from server.stores.forgetting import SqlForgetting
from server.stores.intake import SqlIntake
from server.stores.matchmaking import SqlMatchmaking
from server.stores.nerve import Nerve
from server.stores.pairs import SqlPairs
from server.stores.paths import SqlPaths
from server.stores.pictures import SqlPictures
from server.stores.processes import SqlProcesses
from server.stores.referrals import SqlReferrals
from server.stores.reliefs import SqlReliefs
from server.stores.resting import Resting
from server.stores.room_asides import SqlRoomAsides
from server.stores.room_clock import SqlRoomClock
from server.stores.room_closing import RoomClosing
from server.stores.room_hosts import SqlRoomHosts
from server.stores.room_lifting import SqlRoomLifting
from server.stores.room_members import SqlRoomMembers
from server.stores.room_seats import SqlRoomSeats
from server.stores.rooms import SqlRooms
from server.stores.rows.certificates import Qualified
from server.stores.safety_plans import SqlSafetyPlans
from server.stores.sealing import Sealer
from server.stores.seating import Seating
from server.stores.shards import Shards
from server.stores.shifts import SqlShifts
from server.stores.silences import SqlSilences
from server.stores.supervision import SqlSupervision
from server.stores.swaps import SqlSwaps
from server.stores.talks import SqlTalks
from server.stores.transfers import SqlTransfers
from server.stores.valkey import nerve_of
from server.stores.vault import Vault
from server.stores.visits import SqlVisits
from server.stores.waits import SqlWaits
from server.stores.wall import SqlWall

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
    cards: Cards

    @property
    def clocks(self) -> dict[Level, timedelta]:
        waits = self.everything.ladder.clocks()
        return {level: waits[level] for level in LEVELS}


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
    vault = Vault(settings.keys_dir, now)
    sealer = Sealer(vault)
    closing = Closing(db, everything.retention.kept)
    seating, calling = Seating(sealer, new_id), Calling(db, sealer, new_id)
    room_closing = RoomClosing(db, closing)
    qualified = _qualified(everything)
    return Foundation(
        everything=everything,
        db=db,
        nerve=nerve_of(settings.redis_url.get_secret_value()),
        vault=vault,
        sealer=sealer,
        visits=SqlVisits(db, sealer, closing),
        intake=SqlIntake(db),
        waits=SqlWaits(db),
        desks=_desks(db, sealer, closing, seating, everything),
        transfers=SqlTransfers(db, sealer, seating, qualified),
        pairs=SqlPairs(db, sealer, new_id),
        silences=SqlSilences(db, closing, _patience(everything.service.silence)),
        alerts=SqlAlerts(db, sealer, new_id, policy_of(everything.exposure)),
        assessments=SqlAssessments(db, sealer, new_id),
        paths=SqlPaths(db),
        reliefs=SqlReliefs(db, calling),
        safety_plans=SqlSafetyPlans(db, sealer, new_id),
        supervision=SqlSupervision(db),
        referrals=SqlReferrals(db, sealer, calling, pathway_of(everything.referral).patience),
        talks=SqlTalks(db, sealer),
        pictures=SqlPictures(db, sealer, qualified),
        wall=SqlWall(db, sealer, qualified),
        matchmaking=SqlMatchmaking(db, new_id, qualified),
        forgetting=SqlForgetting(db, vault),
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
        cards=Cards(everything),
    )


def _desks(
    db: Database, sealer: Sealer, closing: Closing, seating: Seating, everything: Everything
) -> SqlDesks:
    attendance = Attendance(everything.shifts.check_in)
    resting = Resting(db, policy_of(everything.exposure))
    qualified = _qualified(everything)
    rules = (attendance, resting, new_id, qualified)
    return SqlDesks(db, sealer, closing, seating, *rules)


def _qualified(everything: Everything) -> Qualified:
    shift, training = everything.service.shift, everything.training.table
    undivided = Level(shift.undivided_from)
    return Qualified(training.required, shift.conversations_per_peer, undivided)


def policy_of(table: Exposure) -> Policy:
    """What the configuration says of exposure."""
    debrief_from = Level(table.debrief_from)
    return Policy(table.weights.all, table.cool_downs, table.week_cap, debrief_from)
