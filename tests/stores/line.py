"""The stores of the line, all of them real, with people who come, wait, answer and watch."""

import asyncio
import itertools
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import event, func, insert, select

from moderation.verdict import Action, Concern, Finding, Level, Severity, Verdict
from server.contract.commands import Feedback
from server.domain.absence import PlacesKept
from server.domain.application import Paper, PaperKind
from server.domain.breaks import Breaks
from server.domain.coming_back import Pathway, coming_back
from server.domain.disclosure import Disclosure
from server.domain.duty import Availability, Duty
from server.domain.ending import Farewell
from server.domain.escalation import Raising, decide
from server.domain.exposure import Policy
from server.domain.flag import FlagTimes
from server.domain.ids import ConversationId, ReferralId
from server.domain.load import DutyStep
from server.domain.matching import SOONEST, Pairing, match
from server.domain.mentoring import Fade, Fading
from server.domain.presence import Presence
from server.domain.referral import Referral, ReferralState, Without
from server.domain.relief import stepping_aside
from server.domain.saying import Saying
from server.domain.second_look import (
    Answered,
    LookState,
    Matter,
    Pressing,
    SecondLook,
    calling_second,
)
from server.domain.session import Role, Session
from server.domain.shadowing import ShadowRule
from server.domain.silence import Patience
from server.domain.visit import Intake, Visit, VisitState
from server.domain.wrapping_up import Leaving, WrittenUp
from server.stores.accounts.rights import SqlRights
from server.stores.accounts.staff_sessions import SqlSessions
from server.stores.accounts.ways_back import SqlWaysBack
from server.stores.database import Database
from server.stores.forgetting import SqlForgetting
from server.stores.journal import Journal
from server.stores.keeping import Keeping
from server.stores.keys.house_key import HouseKey
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.leases import Leases
from server.stores.queue.absences import SqlAbsences
from server.stores.queue.giving import SqlGiving
from server.stores.queue.intake import SqlIntake
from server.stores.queue.matchmaking import SqlMatchmaking
from server.stores.queue.visits import SqlVisits
from server.stores.referrals.clock import SqlReferralClock
from server.stores.referrals.deciding import SqlDeciding
from server.stores.referrals.pathway import SqlReferrals
from server.stores.referrals.responding import SqlResponding
from server.stores.risk.alerts import SqlAlerts
from server.stores.risk.assessments import SqlAssessments
from server.stores.risk.calling import Calling
from server.stores.risk.flag_clock import SqlFlagClock
from server.stores.risk.paths import SqlPaths
from server.stores.rooms.asides import SqlRoomAsides
from server.stores.rooms.clock import SqlRoomClock
from server.stores.rooms.closing import RoomClosing
from server.stores.rooms.hosts import SqlRoomHosts
from server.stores.rooms.lifting import SqlRoomLifting
from server.stores.rooms.members import SqlRoomMembers
from server.stores.rooms.planning import SqlRooms
from server.stores.rooms.reports import SqlRoomReports
from server.stores.rooms.seats import SqlRoomSeats
from server.stores.rows.certificates import Qualified
from server.stores.rows.duties import duty_of
from server.stores.shifts.attendance import Attendance
from server.stores.shifts.resting import Resting
from server.stores.tables.core import conversations, duties, flags, members, messages
from server.stores.tables.house import staff
from server.stores.talk.closing import Closing
from server.stores.talk.desks import SqlDesks
from server.stores.talk.endings import SqlEndings
from server.stores.talk.open_notes import SqlOpenNotes
from server.stores.talk.pairs import SqlPairs
from server.stores.talk.pictures import SqlPictures
from server.stores.talk.reliefs import SqlReliefs
from server.stores.talk.safety_plans import SqlSafetyPlans
from server.stores.talk.seating import Seating
from server.stores.talk.silences import SqlSilences
from server.stores.talk.talks import SqlTalks
from server.stores.talk.thanks import SqlThanks
from server.stores.talk.transfers import SqlTransfers
from server.stores.team.papers import SqlPapers
from server.stores.watch.first_reads import SqlFirstReads
from server.stores.watch.legal_holds import SqlLegalHolds
from server.stores.watch.mentoring import SqlMentoring
from server.stores.watch.peer_holds import SqlPeerHolds
from server.stores.watch.second_looks import SqlSecondLooks
from server.stores.watch.shadows import SqlShadows
from server.stores.watch.supervision import SqlSupervision
from server.stores.watch.wall import SqlWall

AWAY = timedelta(seconds=20)
GRACE = timedelta(seconds=120)
DAY = timedelta(days=1)
KEPT = PlacesKept(GRACE, timedelta(minutes=15), timedelta(hours=2))
PATIENCE = timedelta(seconds=20)
REFUSED_FOR = timedelta(seconds=60)
SILENCE = Patience(timedelta(minutes=5), timedelta(minutes=4), timedelta(minutes=3))
HOLD_ASKED = timedelta(days=3)
PRESSING = Pressing(Level.L3, Level.L4, timedelta(seconds=120), Level.L2)
EARLY = timedelta(minutes=30)
PRIVATE = ("experiences", "avoids")
MINUTE = timedelta(minutes=1)
CARRY = Policy(
    weights=(0.25, 1, 2, 3, 4),
    cool_downs=(0 * MINUTE, 0 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE),
    week_cap=600,
    debrief_from=Level.L2,
    breaks=Breaks(90 * MINUTE, 15 * MINUTE, 5 * MINUTE),
)
FADING = Fading(Level.L2, (Fade(2, (9, 8, 7, 6, 6)), Fade(4, (5, 4, 3, 2, 2))))
FLAG_CLOCKS = {level: timedelta(seconds=300 - 60 * level) for level in Level}
FLAG_TIMES = FlagTimes(
    FLAG_CLOCKS,
    {Level.L3: timedelta(minutes=10), Level.L4: timedelta(minutes=5)},
    frozenset((Level.L2, Level.L3, Level.L4)),
)
CALM = Verdict()
LEAVES = (Farewell.LEAVING, "She says so, and goes to her sister")  # a peer ends it then
KEPT_FOR = timedelta(hours=24)
REPORTS_KEPT = timedelta(days=730)
WAITING_STATES = ("offered", "accepted", "decided", "sent", "handed_over")
PATHWAY = Pathway(
    patience={ReferralState(state): timedelta(hours=1) for state in WAITING_STATES},
    sooner={(ReferralState.ACCEPTED, Level.L3): timedelta(minutes=5)},
    nowhere={state: f"It stays {state}." for state in ReferralState},
)


def absent(at):
    """With everybody who could have come back all the time."""
    return KEPT.absent(at, DAY)


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.at

    def passes(self, **time):
        self.at += timedelta(**time)
        return self.at

    def ticks(self):
        """Monotonic, in seconds: this one is never set."""
        return self.at.timestamp()


class Line:
    """One process of it; several may stand over one database and one folder of keys."""

    def __init__(self, db, keys, clock=None, name="one"):
        self.db = db
        self.clock = clock or Clock()
        self._ids = itertools.count(1)
        self._name = name
        self.let_go = []  # visits that waited, but were gone for longer than the grace
        self.vault = Vault(keys, self.clock)
        self.sealer = Sealer(self.vault)
        self.house_key = HouseKey(keys)
        self.qualified = Qualified(required=False)
        closing = Closing(db, lambda level: KEPT_FOR * (1 + level))
        keeping = Keeping(db, self.sealer, self.new_id, Level.L2, AWAY)
        self.journal = Journal(db, keeping, gather=0.001)
        self.mentors = SqlMentoring(db, FADING, self.qualified)
        self.first_reads = SqlFirstReads(db, self.sealer, keeping, Level.L2, AWAY)
        self.shadows = SqlShadows(db, self.sealer, ShadowRule(), AWAY, certified=False)
        self.visits = SqlVisits(db, self.sealer, closing)
        self.peer_holds = SqlPeerHolds(
            db, self.sealer, Seating(self.sealer, self.new_id), self.new_id
        )
        self.thanks = SqlThanks(db, self.sealer, self.new_id)
        self.intake = SqlIntake(db)
        seating = Seating(self.sealer, self.new_id)
        calling = Calling(db, self.sealer, self.new_id, CARRY, FLAG_CLOCKS, AWAY)
        self.ringing = calling
        rules = (Attendance(EARLY), Resting(db, CARRY, AWAY), self.new_id, self.qualified)
        self.sessions, self.rights = SqlSessions(db, calling), SqlRights(db, calling)
        self.ways_back = SqlWaysBack(db, self.house_key, self.new_id, calling)
        self.desks = SqlDesks(db, self.sealer, seating, *rules, calling)
        self.endings = SqlEndings(db, self.sealer, closing, self.new_id)
        self.absences = SqlAbsences(db, Presence(2, timedelta(minutes=15)))
        self.giving = SqlGiving(db, self.new_id, self.qualified, AWAY)
        self.matchmaking = SqlMatchmaking(db, self.new_id, self.qualified, calling)
        self.transfers = SqlTransfers(db, self.sealer, seating, self.qualified)
        self.pairs = SqlPairs(db, self.sealer, self.new_id, calling)
        self.silences = SqlSilences(db, closing, SILENCE)
        self.alerts = SqlAlerts(db, self.sealer, self.new_id, calling, FLAG_TIMES)
        self.flag_clock = SqlFlagClock(db, CARRY)
        self.open_notes = SqlOpenNotes(db, self.sealer)
        self.safety_plans = SqlSafetyPlans(db, self.sealer, self.new_id)
        self.reliefs = SqlReliefs(db, calling, closing)
        self.assessments = SqlAssessments(db, self.sealer, self.new_id)
        self.paths = SqlPaths(db)
        self.supervision = SqlSupervision(db, calling)
        self.referrals = SqlReferrals(db, self.sealer, calling, PATHWAY)
        self.deciding_store = SqlDeciding(db, self.sealer, self.new_id, CARRY, PRESSING)
        self.legal_holds = SqlLegalHolds(db, self.sealer)
        self.second_looks = SqlSecondLooks(db, self.sealer, self.deciding_store)
        self.responding = SqlResponding(db, self.sealer)
        self.referral_clock = SqlReferralClock(db, self.sealer, calling, PATHWAY)
        self.talks = SqlTalks(db, self.sealer)
        self.pictures = SqlPictures(db, self.sealer, self.qualified)
        self.wall = SqlWall(db, self.sealer, self.qualified)
        self.forgetting = SqlForgetting(db, self.vault, REPORTS_KEPT, HOLD_ASKED)
        room_closing = RoomClosing(db, closing)
        self.rooms = SqlRooms(db, self.sealer, room_closing)
        self.room_hosts = SqlRoomHosts(db, self.qualified)
        self.room_seats = SqlRoomSeats(db, self.sealer)
        self.room_members = SqlRoomMembers(db)
        self.room_asides = SqlRoomAsides(db, Seating(self.sealer, self.new_id))
        lifting = SqlRoomLifting(db, seating, self.qualified)
        self.room_reports = SqlRoomReports(db, self.sealer, self.new_id)
        self.room_clock = SqlRoomClock(db, room_closing, lifting)
        self.leases = Leases(db, self.clock)

    def new_id(self):
        return f"{self._name}-{next(self._ids)}"

    @property
    def seen_since(self):
        return self.clock() - AWAY

    # People

    async def visitor(self, name, **chose):
        """Somebody who has just begun to wait."""
        await self.visits.begin(self.visit(name, f"talk-{name}", **chose))
        return Session(name, Role.VISITOR)  # as the door lets them in: without a name

    def visit(self, name, talk, state=VisitState.WAITING, **chose):
        at = self.clock()
        return Visit(
            id=name,
            conversation=ConversationId(talk),
            pseudonym=f"Quiet {name}",
            intake=Intake(**{"language": "en", **chose}),
            state=state,
            arrived_at=at,
            waiting_since=at,
        )

    async def ready(self, name, role=Role.PEER, **wishes):
        at = self.clock()
        told = Disclosure(name, *(frozenset(wishes.pop(kind, ())) for kind in PRIVATE))
        duty = Duty(name, role, name.title(), Availability.READY, at, at, **wishes)
        await self.employed(name)
        await self.desks.go_ready(duty, told)
        return Session(name, role, name.title())

    async def employed(self, name, roles=("peer", "moderator")):
        known = self.db.insert(staff).values(
            id=name,
            name=name.title(),
            folded=name,
            password_hash="",
            roles=roles,
            created_at=self.clock(),
        )
        async with self.db.write() as tx:
            await tx.execute(known.on_conflict_do_nothing())

    async def on_probation(self, name, weeks=8):
        at = self.clock()
        until = at + timedelta(weeks=weeks)
        paper = Paper(name, PaperKind.PROBATION, "", at, "Ada", until)
        await SqlPapers(self.db).put(paper, "ada")

    async def off(self, name, role=Role.PEER, **leaving):
        return await self.desks.go_off(name, role, Leaving(**leaving), self.clock())

    async def moderator(self, name="mona"):
        return await self.ready(name, Role.MODERATOR)

    async def seen(self, *people):
        """Their lines are up now."""
        if visitors := [p.id for p in people if p.role is Role.VISITOR]:
            await self.visits.seen(visitors, self.clock())
        if on_shift := [(p.role, p.id) for p in people if p.role is not Role.VISITOR]:
            await self.desks.seen(on_shift, self.clock())

    # Matching

    async def lead(self, name="matching", holder="worker"):
        fence = await self.leases.take(name, holder, 3600)
        assert fence is not None
        return fence

    async def queue(self):
        return await self.matchmaking.picture(self.seen_since, self.clock() - REFUSED_FOR)

    async def round(self, fence=None):
        """As the worker's: take back, lose, let go, offer. Returns the pairings."""
        fence = fence or await self.lead()
        at = self.clock()
        await self.matchmaking.take_back(fence, at, at - AWAY)
        await self.absences.note(fence, at)
        await self.matchmaking.lose(fence, at, at - GRACE)
        for visit in await self.visits.gone(absent(at)):
            if (await self.visits.let_go(fence, visit, absent(at), at)).said:
                self.let_go.append(visit)  # and has left; whoever has lapsed may come back
        picture = await self.queue()
        pairings = match(picture.waiting, picture.ready, SOONEST, at)
        await self.matchmaking.offer(fence, pairings, at, PATIENCE)
        return pairings

    async def offer_of(self, peer):
        """The id of the offer on this peer's desk, or None."""
        desk = await self.desk(peer)
        return desk.offers[0].offer.id if desk.offers else None

    async def paired(self, name="vera", peer="pat", **chose):
        """A visitor and a peer who talk; returns both and the conversation.

        Most tests begin with it, so nobody else is looked at: that would be half of its cost.
        """
        visitor, answering = await self.visitor(name, **chose), await self.ready(peer)
        pairing = Pairing(visitor.id, answering.id)
        offer = await self.matchmaking.take(pairing, self.clock(), PATIENCE)
        await self.desks.accept(answering, offer, self.clock())
        return visitor, answering, f"talk-{name}"

    async def end(self, by, talk, why=None):
        return await self.endings.end(by, talk, self.clock(), why)

    async def step_aside(self, peer, talk):
        at = self.clock()
        raising = partial(stepping_aside, clocks=FLAG_CLOCKS, at=at)
        return await self.reliefs.step_aside(peer, talk, raising, at)

    async def wrap_up(
        self, peer, talk, note="", then=DutyStep.GO_READY, *, debrief=False, outcome=None
    ):
        written = WrittenUp(("loss",), note, debrief=debrief, then=then, outcome=outcome)
        return await self.desks.wrap_up(peer.id, talk, written, self.clock())

    # Words

    async def answers(self, visit, text, verdict=CALM):
        """Afterwards: how it was."""
        called_for = decide(Level.L0, verdict, text, clocks=FLAG_CLOCKS, at=self.clock())
        asked = Feedback(helped=3, distress=4, text=text)
        return await self.thanks.answer(visit, asked, called_for, self.clock())

    async def say(self, who, talk, text="Hello", ref=None, verdict=CALM, raising=None):
        return await self.journal.keep(
            self.saying(who, talk, text, ref, verdict=verdict, raising=raising)
        )

    def saying(self, who, talk, text="Hello", ref=None, *, verdict=CALM, raising=None):
        return Saying(
            conversation=ConversationId(talk),
            speaker=who,
            ref=ref or self.new_id(),
            text=text,
            verdict=verdict,
            raising=raising,
            withheld=Action.WITHHOLD in verdict.actions,
            wants_opinion=Action.SECOND_OPINION in verdict.actions,
            at=self.clock(),
        )

    async def worries(self, who, talk, text="I can't go on", level=Level.L2, **more):
        """A message which raises a flag."""
        raising = self.raising(level, text, **more)
        return await self.say(who, talk, text, verdict=worrying(level), raising=raising)

    def raising(self, level=Level.L2, words="can't go on", within=60, concern="suicide"):
        return Raising(
            level=level,
            concerns=(concern,),
            reasons=(f"It sounds like {concern}.",),
            words=words,
            due_at=self.clock() + timedelta(seconds=within),
            complete=True,
        )

    # Referrals

    async def refer(self, moderator, talk, resource="samaritans", hours=1, summary=""):
        at = self.clock()
        referral = Referral(
            id=ReferralId(self.new_id()),
            conversation=ConversationId(talk),
            resource=resource,
            state=ReferralState.OFFERED,
            offered_by=moderator.id,
            offered_at=at,
            expires_at=at + timedelta(hours=hours),
            reason="They asked for somebody to call",
            summary=summary,
        )
        wake = await self.referrals.offer(referral, moderator)
        return referral.id, wake

    def look(self, moderator, talk, resource="emergency"):
        """A moderator wants to go ahead without the visitor's yes."""
        return SecondLook(
            id=self.new_id(),
            conversation=ConversationId(talk),
            matter=Matter.WITHOUT_CONSENT,
            state=LookState.ASKED,
            asked_by=moderator.id,
            asked_at=self.clock(),
            reason="life_in_danger",
            words="Says that it has begun, and no longer answers",
            resource=resource,
            summary="An adult in danger at home",
        )

    async def asks_hold(self, who, talk, days=90):
        """A legal hold; its id."""
        look = replace(
            self.look(who, talk, ""),
            matter=Matter.LEGAL_HOLD,
            reason="complaint",
            until=self.clock() + timedelta(days=days),
        )
        await self.legal_holds.ask(look)
        return look.id

    def decided(self, look, *, told=True):
        at = self.clock()
        return Referral(
            id=ReferralId(self.new_id()),
            conversation=look.conversation,
            resource=look.resource,
            state=ReferralState.DECIDED,
            offered_by=look.asked_by,
            offered_at=at,
            expires_at=at + timedelta(minutes=10),
            reason=look.words,
            summary=look.summary,
            without=Without(look.reason, look.words, look.asked_by, at, told),
        )

    def calling(self, *, done):
        about = {"words": "why", "clocks": FLAG_CLOCKS, "at": self.clock()}
        return partial(calling_second, done=done, **about)

    async def decide(self, moderator, talk, resource="emergency", *, told=True):
        """At once; a second person is called to look at it."""
        look = self.look(moderator, talk, resource)
        referral, since = self.decided(look, told=told), self.seen_since
        calling = self.calling(done=True)
        return await self.deciding_store.go_ahead(look, moderator, referral, calling, since)

    async def ask_second(self, moderator, talk):
        """Before anything is done; the id of the question."""
        look, since = self.look(moderator, talk), self.seen_since
        await self.deciding_store.ask(look, moderator, self.calling(done=False), since)
        return look.id

    async def second_says(self, who, look, *, approve=True, words="I read it too"):
        said = Answered(who, approve, words, self.clock())
        return await self.second_looks.answer(look, said, self.decided)

    async def fails(self, referral, moderator):
        at = self.clock()
        raising = partial(coming_back, pathway=PATHWAY, clocks=FLAG_CLOCKS, at=at)
        return await self.referrals.fail(referral, moderator, "Nobody picked up", raising, at)

    # Pictures

    async def view(self, visitor):
        return (await self.pictures.visits([visitor.id], self.seen_since)).get(visitor.id)

    async def desk(self, peer):
        return (await self.pictures.desks([peer.id], self.seen_since))[peer.id]

    async def on_wall(self):
        return await self.wall.picture(self.clock(), self.seen_since)

    async def raised(self):
        return await self.wall.raised()

    async def only_flag(self):
        (flag,) = (await self.raised()).flags
        return flag

    # The truth

    async def rows(self, table, *where):
        async with self.db.read() as tx:
            return (await tx.execute(select(table).where(*where))).all()

    async def duties(self, *where):
        return [duty_of(row) for row in await self.rows(duties, *where)]

    async def count(self, table):
        async with self.db.read() as tx:
            return await tx.scalar(select(func.count()).select_from(table))

    async def talk_row(self, talk):
        (row,) = await self.rows(conversations, conversations.c.id == talk)
        return row

    async def flag_row(self):
        (row,) = await self.rows(flags)
        return row

    async def seqs(self, talk):
        rows = await self.rows(messages, messages.c.conversation == talk)
        return sorted(row.seq for row in rows)

    async def inside(self, talk):
        """Who is in it now."""
        here = await self.rows(members, members.c.conversation == talk, members.c.left_at.is_(None))
        return {row.person for row in here}


def worrying(level=Level.L2):
    found = Finding(
        Concern.SUICIDE, Severity(level), 0, 5, "It sounds like thoughts of suicide.", "lexicon"
    )
    actions = Action.FLAG | Action.HINT | Action.HELP_CARD
    return Verdict((found,), actions, Level(level))


def notices(wake):
    return [message.notice for message in wake.said]


def looked_at(wake):
    return {person for _, person in wake.looks}


@asynccontextmanager
async def a_line(url, keys, clock=None, name="one", kind=Line):
    """A process with its journal running."""
    async with Database.open(url) as db:
        line = kind(db, keys, clock, name)
        writing = asyncio.create_task(line.journal.run())
        try:
            yield line
        finally:
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing


class Statements:
    """Counts what is sent to the database while it is open."""

    def __init__(self, db):
        engines = [db._writer, db._reader] if db.is_sqlite else [db._writer]  # there it is one
        self._engines = [engine.sync_engine for engine in engines]
        self.said, self.commits = [], 0

    def __enter__(self):
        for engine in self._engines:
            event.listen(engine, "before_cursor_execute", self._note)
        event.listen(self._engines[0], "commit", self._kept)
        return self

    def __exit__(self, *_):
        for engine in self._engines:
            event.remove(engine, "before_cursor_execute", self._note)
        event.remove(self._engines[0], "commit", self._kept)

    def _note(self, connection, cursor, statement, *_):
        self.said.append(statement)

    def _kept(self, connection):
        if connection.get_execution_options().get("postgresql_readonly") is None:
            self.commits += 1

    @property
    def count(self):
        return len(self.said)


async def insert_rows(line, table, **values):
    async with line.db.write() as tx:
        await tx.execute(insert(table).values(**values))
