"""The services of the line over the real stores, with a clock that a test turns."""

from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from moderation.course.mark import Marking
from moderation.course.signs import Signs, read_course
from moderation.verdict import Level, Verdict
from server.services.queue.doorkeeping import Doorkeeping
from server.services.queue.openings import Openings
from server.services.queue.taking import Taking
from server.services.queue.waits import Waits
from server.services.referrals.deciding import Deciding
from server.services.referrals.referring import Referring
from server.services.risk.assessing import Assessing, rules_of
from server.services.risk.cards import Cards
from server.services.risk.path_taking import PathTaking
from server.services.rooms.entering import Entering
from server.services.rooms.facilitating import Facilitating
from server.services.rooms.hosting import Hosting
from server.services.rooms.planning import Planning
from server.services.talk.alarming import UNKNOWN, Alarming
from server.services.talk.answering import Answering
from server.services.talk.changing import Changing
from server.services.talk.conversing import Conversing
from server.services.talk.pacing import Pacing
from server.services.talk.recent import Recent
from server.services.talk.relieving import Relieving
from server.services.talk.safety_planning import SafetyPlanning
from server.services.talk.staying import Staying
from server.services.talk.transferring import Transferring
from server.services.talk.viewing import Viewing
from server.services.talk.visiting import Visiting
from server.services.watch.mentoring import Mentoring
from server.services.watch.shadowing import Shadowing
from server.services.watch.supervising import Supervising
from server.services.watch.walling import Walling
from server.stores.queue.waits import SqlWaits
from server.stores.shifts.signing_up import SqlShifts
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.watch.leading import SqlLeading
from tests.readings import everything
from tests.stores.line import AWAY, FADING, PATIENCE, Line, a_line

EVERYTHING = everything()
MARK = Marking(Signs.of_file(read_course(Path(__file__).parents[2] / "config" / "course.toml")))
CALL = EVERYTHING.ladder.call.alarm_after(0)
RESOURCE = EVERYTHING.directory.find(country="GB")[0].id


class Hints:
    """Writes down who is told what, in order."""

    def __init__(self):
        self.wakes = []
        self.told = []
        self.attending = set()

    def spread(self, wake):
        self.wakes.append(wake)
        self.told.append(("spread", wake))

    def help(self, visitor, card):
        self.told.append(("help", visitor.id, card))

    def attends(self, conversation, who):
        return (conversation, who.id) in self.attending

    def alarm(self, conversation, level):
        self.told.append(("alarm", conversation, level))

    def typing(self, conversation, who, *, on):
        self.told.append(("typing", conversation, who.id, on))

    def received(self, conversation, who, seq):
        self.told.append(("received", conversation, who.id, seq))

    def names(self):
        return [told[0] for told in self.told]

    @property
    def said(self):
        return [message for wake in self.wakes for message in wake.said]


class House(Line):
    """A line with its services. `verdict` is what the screen finds in the next messages."""

    def __init__(self, db, keys, clock=None, name="one", hints=None):
        super().__init__(db, keys, clock, name)
        self.hints = hints or Hints()
        self.verdict = Verdict()
        self.screened = []
        self.admitted = []
        self.has_room = True
        clocks = {Level(level): clock for level, clock in EVERYTHING.ladder.clocks().items()}
        cards = Cards(EVERYTHING)
        self.waits = Waits(SqlWaits(self.db).history, self.clock)
        openings = Openings(SqlShifts(db).between, None, timedelta(weeks=8))
        read = (self.pictures, self.rooms, cards)
        self.viewing = Viewing(*read, self.waits, self.clock, AWAY, 3, openings)
        self.walling = Walling(self.wall, cards, self.clock, AWAY, 3, FADING)
        self.mentoring = Mentoring(
            self.mentors, self.first_reads, self._screen, self.hints, self.clock
        )
        self.shadowing = Shadowing(self.shadows, self.hints, self.clock)
        self.recent = Recent(self.talks.newest, MARK)
        seconds = lambda: self.clock().timestamp()  # noqa: E731
        self.conversing = Conversing(
            self.journal,
            self.talks,
            self.hints,
            self.recent,
            self._screen,
            Alarming(self.hints, seconds, Pacing(seconds, *UNKNOWN)),
            self.viewing.help_for,
            clocks,
            self.clock,
            self.endings.end_if_calm,
            self.talks.unsay,
        )
        self.changing = Changing(
            self.pairs,
            self.room_reports,
            self.hints,
            self._screen,
            self.viewing.help_for,
            clocks,
            self.clock,
        )
        self.staying = Staying(self.silences, self.hints, self.clock)
        self.pushed = []
        self.taking = Taking(
            self.matchmaking,
            self.giving,
            self.desks,
            self.hints,
            self.clock,
            PATIENCE,
            AWAY,
            self.pushed.extend,
        )
        self.transferring = Transferring(
            self.transfers, self.hints, self.clock, self.new_id, timedelta(seconds=30), AWAY
        )
        self.visiting = Visiting(
            self.visits,
            self.forgetting,
            self.hints,
            self._admit,
            self.viewing.visit,
            self.clock,
            self.new_id,
            lambda: 7,
            frozenset({"en", "fr"}),
            frozenset({"loss"}),
            frozenset({"lost_someone", "man"}),
            10,
            3,
            AWAY,
        )
        self.entering = Entering(
            self.room_seats,
            self.room_asides,
            self.hints,
            self._admit,
            self.viewing.visit,
            self.clock,
            self.new_id,
            lambda: 7,
            frozenset({"en", "fr"}),
            3,
            AWAY,
        )
        self.hosting = Hosting(self.room_hosts, self.rooms, self.hints, self.clock, AWAY)
        self.facilitating = Facilitating(
            self.room_members, self.room_asides, self.hints, self.clock
        )
        self.planning = Planning(
            self.rooms,
            self.hints,
            self.clock,
            self.new_id,
            frozenset({"en", "fr"}),
            frozenset({"loss"}),
            AWAY,
        )
        self.doorkeeping = Doorkeeping(self.intake, self.hints, self.clock)
        self.answering = Answering(
            self.desks,
            self.endings,
            self.alerts,
            self.open_notes,
            self.hints,
            clocks,
            CALL,
            self.clock,
        )
        self.safety_planning = SafetyPlanning(
            self.safety_plans,
            self.hints,
            self._screen,
            self.viewing.help_for,
            clocks,
            self.clock,
        )
        self.relieving = Relieving(self.reliefs, self.hints, clocks, self.clock)
        self.assessing = Assessing(
            self.assessments, rules_of(EVERYTHING.ladder), self.hints, clocks, self.clock
        )
        self.path_taking = PathTaking(self.paths, self.hints, self.clock)
        self.supervising = Supervising(
            self.alerts,
            self.supervision,
            SqlLeading(self.db, self.alerts.times),
            self.talks,
            self.hints,
            self.conversing.say,
            self.clock,
        )
        told = (self.hints, self.clock, self.new_id, clocks)
        names = SqlClosedTalks(self.db)
        looks = (self.deciding_store, self.second_looks, names)
        self.deciding = Deciding(*looks, cards, *told, AWAY)
        self.referring = Referring(self.referrals, self.deciding, cards, *told)

    def _screen(self, passage):
        self.screened.append(passage)
        return self.verdict

    async def _admit(self, address, visit="", waiting=()):
        self.admitted.append(address)
        self.waited = list(waiting)
        return self.has_room


@asynccontextmanager
async def a_line_with_services(url, keys):
    async with a_line(url, keys, kind=House) as house:
        yield house
