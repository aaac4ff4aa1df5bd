"""What the peer's and the moderator's pages show, whole."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.care_views import AssessmentCard, PlanCard
from server.contract.country_views import ChosenCountry
from server.contract.exposure_requests import RestCard
from server.contract.flag_views import FlagCard
from server.contract.health_views import Health
from server.contract.lull_views import LullCard
from server.contract.mentor_views import LearnerCard, MentorCard, MentoringCard, ReadingCard
from server.contract.pager_views import CalledCard
from server.contract.peer_views import ShiftPeer
from server.contract.room_staff_views import DeskRoom, RoomPerson
from server.contract.room_views import RoomCard
from server.contract.second_look_requests import SecondLookCard
from server.contract.transfer_views import AskedCard, PassedOn
from server.contract.values import Body
from server.contract.views import Company, ReferralCard, SilenceCard
from server.contract.wrapping_up import LeftNote
from server.domain.conversation import Kind, Phase
from server.domain.duty import DutyState
from server.domain.ending import HowToEnd
from server.domain.flag import FlagState
from server.domain.opening import Closed
from server.domain.path import Path
from server.domain.visit import VisitState


class OfferCard(Body, frozen=True):
    """A waiting visitor shown to one peer. No text before acceptance."""

    id: str
    pseudonym: str
    language: str
    topic: str | None
    distress: int | None
    level: Level
    waiting_since: datetime
    expires_at: datetime


class DeskConversation(Body, frozen=True):
    """One conversation on a peer's desk. `backstage` is where moderators whisper."""

    id: str
    backstage: str | None
    pseudonym: str
    language: str
    topic: str | None
    distress: int | None
    phase: Phase
    level: Level
    last_seq: int
    backstage_seq: int
    company: tuple[Company, ...]
    flag: FlagState | None = None
    claimed_by: str | None = None
    called: CalledCard | None = None  # while nobody has claimed it
    referral: ReferralCard | None = None
    hint: str = ""  # what to do at this level, for the peer
    script: tuple[str, ...] = ()
    assessment: AssessmentCard | None = None
    plan: PlanCard | None = None
    received: int = 0  # up to where the visitor has everything
    passed_on: PassedOn | None = None
    silence: SilenceCard | None = None
    lull: LullCard | None = None
    path: Path | None = None
    mentor: MentorCard | None = None  # a moderator reads your words before they go out
    learner: LearnerCard | None = None
    ends: HowToEnd = HowToEnd.SIMPLY  # what you may do; `with_reason`: with a farewell
    held_until: datetime | None = None  # paused: what is said is heard then at the latest
    report_ends: bool = True  # `end_and_report` ends it; else you step out, and it goes on
    notes: tuple[LeftNote, ...] = ()  # of those who talked with the visitor before
    noted: str = ""  # what you have noted down yourself
    country: ChosenCountry | None = None  # None: the visitor chose none


class Places(Body, frozen=True):
    """With how many people at the same time. `going`: nobody new comes; what you have you end."""

    wished: int = 1
    most: int = 1  # for which you may wish
    going: bool = False


class DeskView(Body, frozen=True):
    """The peer's page."""

    duty: DutyState
    since: datetime | None = None
    closed: Closed | None = None
    waiting: int = 0
    offers: tuple[OfferCard, ...] = ()
    conversations: tuple[DeskConversation, ...] = ()
    wrap_up: str | None = None  # the conversation to wrap up
    wrap_up_note: str = ""  # what you noted down in it
    asked: AskedCard | None = None
    debrief_asked: bool = False  # it was a hard one: a debrief belongs to it
    untrained: bool = False  # nobody comes until you have a certificate
    held: bool = False  # nobody new comes: a report is looked into, or you are on hold
    on_hold: bool = False  # somebody has decided it; a second person lifts it
    rest: RestCard | None = None
    rooms: tuple[DeskRoom, ...] = ()  # that you look after
    places: Places = Places()
    reading: ReadingCard | None = None  # you are on probation


class WallConversation(Body, frozen=True):
    """A live conversation on the wall, or a room; without a text.

    A visitor who sits in a room is here too, with their own level and flag.
    """

    id: str
    pseudonym: str
    state: VisitState
    phase: Phase
    level: Level
    language: str
    topic: str | None
    distress: int | None
    since: datetime
    last_seq: int  # 0 unless you read along or speak in it
    company: tuple[Company, ...]
    backstage: str | None
    backstage_seq: int
    reading: bool  # you read along
    joined: bool  # you speak in it
    leading: bool = False  # you lead it
    received: int = 0  # up to where the visitor has everything; 0 unless you hear it
    passed_on: PassedOn | None = None  # only where you speak in it
    referral: ReferralCard | None = None
    lull: LullCard | None = None
    held_until: datetime | None = None  # paused: the pair hears what is said then at the latest
    ends_at: datetime | None = None  # after a warning: when it ends, or goes on with another
    assessment: AssessmentCard | None = None
    kind: Kind = Kind.ONE_TO_ONE
    room: RoomCard | None = None  # of a room, with how many are in it
    people: tuple[RoomPerson, ...] = ()  # of a room: who has a seat, each with their own level
    plan: PlanCard | None = None  # only where you hear it
    notes: tuple[LeftNote, ...] = ()  # of its peers, now and before; only where you hear it
    path: Path | None = None
    mentoring: MentoringCard | None = None  # its peer is new
    learner: LearnerCard | None = None
    country: ChosenCountry | None = None  # None: none was chosen, or it is not yours to know
    second: SecondLookCard | None = None  # asked of a second person: what waits, else the newest


class WallView(Body, frozen=True):
    """The moderator's page, worst first."""

    duty: DutyState
    flags: tuple[FlagCard, ...]
    conversations: tuple[WallConversation, ...]
    health: Health
    asked: AskedCard | None = None
    peers: tuple[ShiftPeer, ...] = ()  # on shift
