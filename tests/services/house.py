"""The services for staff accounts, on a real database, with a clock that a test may turn."""

import secrets
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from config.break_glass import BreakGlass
from config.phrases import load_phrases
from config.places import ROOT
from config.shifts import load_shifts
from config.training import load_training
from moderation.verdict import Level, Verdict
from server.contract.account_requests import AcceptInvitation, SignIn
from server.domain.forecast import Goal
from server.domain.proof import Device, Stranger
from server.domain.session import Role
from server.services.accounts import Accounts
from server.services.administering import Administering
from server.services.alarm_records import Recording
from server.services.blocking import BlockKeeping
from server.services.break_room import BreakRoom
from server.services.incidents import IncidentReview
from server.services.inviting import Inviting
from server.services.looking_after import LookingAfter
from server.services.on_call import OnCall
from server.services.passwords import Argon2Passwords
from server.services.phrasing import Phrasing
from server.services.posting import Posting
from server.services.proving import Proving
from server.services.recognising import Recognising, Site
from server.services.reporting import Reporting
from server.services.reviewing import Reviewing
from server.services.room_planning import Planning
from server.services.rostering import Rostering
from server.services.rota import rota_of
from server.services.sampling import Sampling
from server.services.securing import Securing
from server.services.subscribing import Subscribing
from server.services.thanking import ReadingThanks
from server.services.tokens import new_challenge, new_recovery_code, new_secret, new_token
from server.services.training import Training
from server.services.trying import Trying
from server.stores.alarm_records import SqlAlarmRecords
from server.stores.blocks import SqlBlocks
from server.stores.board import SqlBoard
from server.stores.break_room import SqlBreakRoom
from server.stores.calendars import SqlCalendars
from server.stores.case_notes import SqlCaseNotes
from server.stores.closed_talks import SqlClosedTalks
from server.stores.closing import Closing
from server.stores.database import Database
from server.stores.debriefs import SqlDebriefs
from server.stores.glasses import SqlGlasses
from server.stores.happenings import SqlHappenings
from server.stores.house_key import HouseKey
from server.stores.incidents import SqlIncidents
from server.stores.invitations import SqlInvitations
from server.stores.passkeys import SqlPasskeys
from server.stores.push import SqlPush
from server.stores.room_closing import RoomClosing
from server.stores.rooms import SqlRooms
from server.stores.samples import SqlSamples
from server.stores.sealing import Sealer
from server.stores.second_steps import SqlSecondSteps
from server.stores.shifts import SqlShifts
from server.stores.staff import SqlTeam
from server.stores.staff_sessions import SqlSessions
from server.stores.swaps import SqlSwaps
from server.stores.thanks import SqlThanks
from server.stores.trainings import SqlTrainings
from server.stores.vault import Vault
from tests.services.telling import Told
from tests.stores.line import CARRY

PASSWORD = "a long enough one"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HERE = "192.0.2.1"
SITE = Site("Warmline", "chat.example.org", ("https://chat.example.org",))
SHIFTS = load_shifts(ROOT / "config")
CURRICULUM = load_training(ROOT / "config")


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.at


class Throttle:
    """Lets everybody through until it is told to refuse."""

    def __init__(self):
        self.refusal = None
        self.asked = []
        self.right = []

    async def allow_sign_in(self, name, address):
        self.asked.append((name, address))
        return self.refusal

    async def sign_in_was_right(self, name, address):
        self.right.append((name, address))


class House:
    def __init__(self, db, keys_dir, required):
        self.db = db
        self.clock = Clock()
        self.throttle = Throttle()
        self.passwords = Argon2Passwords(QUICK)
        self.revoked = []
        sessions, steps = SqlSessions(db), SqlSecondSteps(db, HouseKey(keys_dir))
        known = (sessions, steps, self.passwords)
        self.proving = Proving(*known, self.throttle, self.clock)
        doing = (self.revoked.append, self.clock)
        self.accounts = Accounts(sessions, self.proving, self.throttle, *doing, new_token, required)
        passkeys = SqlPasskeys(db)
        self.recognising = Recognising(
            passkeys, sessions, self.accounts, self.throttle, SITE, self.clock, new_challenge
        )
        self.securing = Securing(
            sessions,
            steps,
            passkeys,
            self.passwords,
            *doing,
            new_secret,
            new_recovery_code,
            "Warmline",
            required,
        )
        self.inviting = Inviting(
            SqlInvitations(db),
            self.passwords,
            "https://chat.example.org/console",
            self.clock,
            lambda: secrets.token_hex(8),
            new_token,
        )
        self.administering = Administering(SqlTeam(db), self.revoked.append, self.clock)
        sealer = Sealer(Vault(keys_dir, self.clock))
        self.planning = Planning(
            SqlRooms(db, sealer, RoomClosing(db, Closing(db, lambda _: timedelta(days=1)))),
            None,  # nobody is connected here
            self.clock,
            lambda: secrets.token_hex(8),
            frozenset({"en"}),
            frozenset(),
            timedelta(seconds=20),
        )
        self.training = Training(CURRICULUM, SqlTrainings(db), SqlTeam(db), self.clock)
        self.rostering = Rostering(
            rota_of(SHIFTS),
            SHIFTS,
            SqlShifts(db),
            SqlSwaps(db),
            SqlCalendars(db),
            SqlTeam(db).everybody,
            self.clock,
            lambda: secrets.token_hex(8),
        )
        self.subscribing = Subscribing(
            SqlCalendars(db),
            SqlShifts(db),
            "Shift",
            "https://chat.example.org",
            self.clock,
            new_token,
        )
        self.looking_after = LookingAfter(
            SqlDebriefs(db, lambda: secrets.token_hex(8)),
            CARRY,
            "state",
            ZoneInfo("Europe/London"),
            SqlTeam(db).everybody,
            self.clock,
        )
        self.reporting = Reporting(
            SqlHappenings(db).since,
            SqlShifts(db).between,
            rota_of(SHIFTS),
            {level: timedelta(minutes=2) for level in Level},
            Goal(timedelta(minutes=5), 0.9),
            timedelta(minutes=3),
            self.clock,
        )
        self.on_call = OnCall(SqlPush(db), "B" * 87, ("push.example.org",), self.clock)
        glasses = SqlGlasses(db, Sealer(None), lambda: secrets.token_hex(8))
        policy = BreakGlass(
            source="-",
            reviewed=date(2026, 3, 1),
            signed_off=False,
            ask_minutes=60,
            open_minutes=30,
            tell_visitor=True,
        )
        sealer, ids = Sealer(None), lambda: secrets.token_hex(8)
        self.posting = Posting(SqlBoard(db, sealer, ids), SqlCaseNotes(db, sealer, ids), self.clock)
        self.thanks = ReadingThanks(SqlThanks(db, sealer, ids), self.clock)
        self.break_room = BreakRoom(SqlBreakRoom(db, sealer, ids), None, None, self.clock)
        self.phrasing = Phrasing(load_phrases(ROOT / "config", "en"))
        self.trying = Trying(lambda _: Verdict())
        self.incidents = IncidentReview(
            SqlIncidents(db, sealer), SqlClosedTalks(db), None, self.clock
        )
        self.recording = Recording(SqlAlarmRecords(db), self.clock)
        book = SqlBlocks(db, sealer, Closing(db, lambda _: timedelta(days=1)), ids)
        self.blocks = BlockKeeping(book, SqlClosedTalks(db), Told(), self.clock)
        samples = SqlSamples(db, sealer, ids, lambda: 0.5)
        told = (policy, Told(), self.clock)
        self.sampling = Sampling(samples, *told)
        self.reviewing = Reviewing(glasses, SqlClosedTalks(db), samples, *told)

    async def invited(self, *roles):
        """The token of a fresh invitation."""
        link, _ = await self.inviting.invite(roles)
        return link.partition("#invitation=")[2]

    async def joined(self, name, *roles):
        """A new member of the team, and the token of their session."""
        return await self.inviting.enrol(roles or (Role.PEER,), name, PASSWORD)

    async def signed_in(self, name, password=PASSWORD, code="", device=Device.OTHER):
        """Who it is, and the token of their session."""
        asked = SignIn(name=name, password=password, code=code)
        return await self.accounts.sign_in(Stranger(HERE, device), asked)

    async def accepted(self, token, name, password=PASSWORD):
        asked = AcceptInvitation(token=token, name=name, password=password)
        return await self.inviting.accept(Stranger(HERE), asked)


@asynccontextmanager
async def a_house(database_url, *, required=False):
    with TemporaryDirectory() as keys_dir:
        async with Database.open(database_url) as db:
            yield House(db, Path(keys_dir), required)
