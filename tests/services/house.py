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
from moderation.lexicon.own import OwnCheck
from moderation.screen import screen_from
from moderation.verdict import Level, Verdict
from server.contract.account_requests import AcceptInvitation, SignIn
from server.domain.feed import Looks
from server.domain.forecast import Goal
from server.domain.proof import Device, Stranger
from server.domain.push import Pushed
from server.domain.session import Role
from server.services.accounts.administering import Administering
from server.services.accounts.inviting import Inviting
from server.services.accounts.locking import Locking
from server.services.accounts.passwords import Argon2Passwords
from server.services.accounts.proving import Proving
from server.services.accounts.recognising import Recognising, Site
from server.services.accounts.securing import Securing
from server.services.accounts.signing_in import Accounts
from server.services.accounts.tokens import new_challenge, new_recovery_code, new_secret, new_token
from server.services.referrals.deciding import Deciding
from server.services.reporting import Reporting
from server.services.risk.cards import Cards
from server.services.risk.on_call import OnCall
from server.services.rooms.planning import Planning
from server.services.shifts.break_room import BreakRoom
from server.services.shifts.looking_after import LookingAfter
from server.services.shifts.rostering import Rostering
from server.services.shifts.rota import rota_of
from server.services.shifts.subscribing import Subscribing
from server.services.talk.phrasing import Phrasing
from server.services.talk.thanking import ReadingThanks
from server.services.team.coaching import CoachingService
from server.services.team.training import Training
from server.services.watch.alarm_records import Recording
from server.services.watch.auditing import Auditing
from server.services.watch.blocking import BlockKeeping
from server.services.watch.incidents import IncidentReview
from server.services.watch.legal_holding import LegalHolding
from server.services.watch.own_phrasing import OwnPhrasing
from server.services.watch.own_rules import OwnRules
from server.services.watch.posting import Posting
from server.services.watch.putting_on_hold import PuttingOnHold
from server.services.watch.reviewing import Reviewing
from server.services.watch.sampling import Sampling
from server.services.watch.trying import Trying
from server.stores.accounts.invitations import SqlInvitations
from server.stores.accounts.passkeys import SqlPasskeys
from server.stores.accounts.rights import SqlRights
from server.stores.accounts.second_steps import SqlSecondSteps
from server.stores.accounts.staff import SqlTeam
from server.stores.accounts.staff_sessions import SqlSessions
from server.stores.database import Database
from server.stores.happenings import SqlHappenings
from server.stores.keys.house_key import HouseKey
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.referrals.deciding import SqlDeciding
from server.stores.risk.calling import Calling
from server.stores.risk.push import SqlPush
from server.stores.rooms.closing import RoomClosing
from server.stores.rooms.planning import SqlRooms
from server.stores.shifts.break_room import SqlBreakRoom
from server.stores.shifts.calendars import SqlCalendars
from server.stores.shifts.debriefs import SqlDebriefs
from server.stores.shifts.signing_up import SqlShifts
from server.stores.shifts.swaps import SqlSwaps
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.talk.closing import Closing
from server.stores.talk.seating import Seating
from server.stores.talk.thanks import SqlThanks
from server.stores.team.coachings import SqlCoachings
from server.stores.team.trainings import SqlTrainings
from server.stores.watch.alarm_records import SqlAlarmRecords
from server.stores.watch.audit_pages import SqlAuditPages
from server.stores.watch.blocks import SqlBlocks
from server.stores.watch.board import SqlBoard
from server.stores.watch.case_notes import SqlCaseNotes
from server.stores.watch.glasses import SqlGlasses
from server.stores.watch.histories import SqlHistories
from server.stores.watch.incidents import SqlIncidents
from server.stores.watch.labels import SqlLabels
from server.stores.watch.legal_holds import SqlLegalHolds
from server.stores.watch.own_phrases import SqlOwnPhrases
from server.stores.watch.peer_holds import SqlPeerHolds
from server.stores.watch.samples import SqlSamples
from server.stores.watch.second_looks import SqlSecondLooks
from server.stores.watch.sign_offs import SqlSignOffs
from tests.readings import everything
from tests.services.telling import Told
from tests.stores.line import CARRY, PRESSING

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

    async def allow_sign_in(self, name, stranger):
        self.asked.append((name, stranger))
        return self.refusal

    async def sign_in_was_right(self, name, stranger):
        self.right.append((name, stranger))

    async def allow_proof(self, session):
        self.asked.append(session)
        return self.refusal

    async def proof_was_right(self, session):
        self.right.append(session)


async def _nothing_found():
    return []


class House:
    def __init__(self, db, keys_dir, required):
        self.db = db
        self.clock = Clock()
        self.throttle = Throttle()
        self.passwords = Argon2Passwords(QUICK)
        self.revoked, self.told = [], []
        self.locks_told = []
        key = self.key = HouseKey(keys_dir)
        sealer, ids = Sealer(Vault(keys_dir, self.clock)), lambda: secrets.token_hex(8)
        clocks = dict.fromkeys(Level, timedelta(minutes=1))
        self.calling = Calling(db, sealer, ids, CARRY, clocks, timedelta(seconds=20))
        sessions, steps = SqlSessions(db, self.calling), SqlSecondSteps(db, key)
        self.locking = Locking(sessions, self._told_of_lock, self.clock)
        known = (sessions, self.locking, steps, self.passwords)
        self.proving = Proving(*known, self.throttle, self.clock)
        doing = (self.revoked.append, self.told.append, self.clock)
        self.accounts = Accounts(sessions, self.proving, self.throttle, *doing, new_token, required)
        passkeys = SqlPasskeys(db)
        self.recognising = Recognising(
            passkeys, self.locking, self.accounts, self.throttle, SITE, self.clock, new_challenge
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
        self.administering = Administering(SqlTeam(db), SqlRights(db, self.calling), *doing)
        self.planning = Planning(
            SqlRooms(db, sealer, RoomClosing(db, Closing(db, lambda _: timedelta(days=1)))),
            None,  # nobody is connected here
            self.clock,
            lambda: secrets.token_hex(8),
            frozenset({"en"}),
            frozenset(),
            timedelta(seconds=20),
        )
        self.trainings = SqlTrainings(db, key)
        self.training = Training(CURRICULUM, self.trainings, SqlTeam(db), self.clock)
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
            Looks("Shift", "chat.example.org"),
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
        self.pushed = []
        self.on_call = OnCall(SqlPush(db), self, "B" * 87, ("push.example.org",), self.clock)
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
        self.coaching = CoachingService(SqlCoachings(db, sealer, ids), (), self.clock)
        self.phrasing = Phrasing(load_phrases(ROOT / "config", "en"))
        self.trying = Trying(lambda _: Verdict())
        check, names = OwnCheck(), SqlClosedTalks(db)
        rules = OwnRules(
            SqlOwnPhrases(db, sealer), lambda: screen_from(ROOT / "config", own=check), check
        )
        self.own = OwnPhrasing(rules.phrases, rules, names, self.clock, ids)
        self.auditing = Auditing(SqlAuditPages(db), names, _nothing_found, self.clock)
        self.incidents = IncidentReview(
            SqlIncidents(db, sealer),
            SqlHistories(db, sealer),
            SqlSignOffs(db, sealer),
            SqlClosedTalks(db),
            None,
            self.clock,
        )
        self.recording = Recording(SqlAlarmRecords(db), SqlLabels(db, sealer), self.clock)
        book = SqlBlocks(db, sealer, Closing(db, lambda _: timedelta(days=1)), ids)
        self.blocks = BlockKeeping(book, SqlClosedTalks(db), Told(), self.clock)
        holds = SqlPeerHolds(db, sealer, Seating(sealer, ids), ids)
        self.holds = PuttingOnHold(holds, SqlClosedTalks(db), Told(), self.clock)
        samples = SqlSamples(db, sealer, ids, lambda: 0.5)
        told = (policy, Told(), self.clock)
        self.sampling = Sampling(samples, *told)
        decisions = SqlDeciding(db, sealer, ids, CARRY, PRESSING)
        self.deciding = Deciding(
            decisions,
            SqlSecondLooks(db, sealer, decisions),
            SqlClosedTalks(db),
            Cards(everything()),
            *(Told(), self.clock, ids, {level: timedelta(minutes=2) for level in Level}),
            timedelta(seconds=20),
        )
        table = everything().retention.legal_hold
        self.legal_holds = LegalHolding(SqlLegalHolds(db, sealer), table, Told(), self.clock, ids)
        self.reviewing = Reviewing(glasses, SqlClosedTalks(db), samples, *told)

    def _told_of_lock(self, staff, session, *, locked):
        self.locks_told.append((staff, locked))

    async def invited(self, *roles):
        """The token of a fresh invitation."""
        link, _ = await self.inviting.invite(roles)
        return link.partition("#invitation=")[2]

    async def push(self, people, about):
        self.pushed.append((people, about))
        return Pushed(of=1, taken=1)

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
