"""What the visitor's page shows, whole, and the parts that every page shares.

A view is read from SQL; events only ever renew it.
"""

from datetime import datetime

from moderation.verdict import Level
from server.contract.block_views import BlockCard
from server.contract.care_views import PlanCard
from server.contract.mentor_views import LearnerCard
from server.contract.referral_views import SentCard, WithoutCard
from server.contract.room_views import RoomCard, RoomHere
from server.contract.values import Body
from server.domain.conversation import Phase, Standing
from server.domain.intake import PauseReason
from server.domain.message import Notice
from server.domain.opening import Closed
from server.domain.path import Path
from server.domain.protection import Hurt
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.silence import SilenceState
from server.domain.visit import VisitState


class Note(Body, frozen=True):
    """A finding as staff see it: which characters of the text, why, and how grave (1 to 4)."""

    concern: str
    severity: int
    start: int
    end: int
    reason: str


class Line(Body, frozen=True):
    """One message. `text` is empty where it was withheld from you or is a notice."""

    seq: int
    at: datetime
    role: Role
    name: str
    text: str
    mine: bool = False
    ref: str | None = None  # only in your own
    notice: Notice | None = None
    withheld: bool = False
    unsaid: bool = False  # its writer took it back: nobody reads it any more
    unsays: int | None = None  # of the notice `unsaid`: the seq of what was taken back
    careful: bool = False  # it may be hard to read: folded for the other visitors of a room
    hushed: bool = False  # its writer was muted: only those who look after the room read it
    notes: tuple[Note, ...] = ()  # only to staff


class Contact(Body, frozen=True):
    """One way to reach a service: `dial` is diallable in its country as it stands."""

    method: str  # phone, sms, chat, web
    dial: str | None = None
    keyword: str | None = None  # what to send, of an sms
    url: str | None = None
    hours: str = ""
    open_now: bool | None = None  # None: not known


class ResourceCard(Body, frozen=True):
    """A helpline or service of the directory. `stale`: not checked for more than 180 days."""

    id: str
    name: str
    country: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    contacts: tuple[Contact, ...]
    website: str | None
    checked_on: str  # ISO date
    stale: bool
    from_age: int | None = None
    to_age: int | None = None
    conditions: tuple[str, ...] = ()  # on which they take somebody on


class HelpCard(Body, frozen=True):
    """The calm card with lines that are open now. Never blocks; may be put away.

    The page has the words of each level, and of the path that the conversation is on. `country` is
    the one that the visitor has named; without one, numbers and lines are those of the service.
    """

    level: Level
    emergency: tuple[str, ...]
    resources: tuple[ResourceCard, ...]
    country: str | None = None
    path: Path | None = None


class Wait(Body, frozen=True):
    """9 of 10 people like you are answered within `minutes`; None: too little is known to say.

    With `least` little is known: from that to `minutes`. `over`: longer than `minutes`, and
    nobody knows how much longer.
    """

    place: int
    minutes: int | None = None
    least: int | None = None
    over: bool = False


class Company(Body, frozen=True):
    """Somebody else in the conversation. `present`: their line is up; `leads`: a moderator's."""

    role: Role
    name: str
    standing: Standing
    present: bool
    leads: bool = False


class SilenceCard(Body, frozen=True):
    """Nobody has written for a while. `mine`: it is your turn, and `still_here` extends it.

    Where the state is `warned`, the conversation ends at `until`, or the visitor goes on with
    somebody else.
    """

    state: SilenceState
    mine: bool
    until: datetime


class ReferralCard(Body, frozen=True):
    """A service that was offered to the visitor, and how far that has come."""

    id: str
    state: ReferralState
    resource: ResourceCard
    offered_at: datetime
    expires_at: datetime
    reference: str | None = None
    summary: str = ""  # what would be passed on; once accepted, what the visitor approved
    without: WithoutCard | None = None  # a moderator goes ahead without the visitor's yes
    sent: SentCard | None = None  # only to staff
    confirmed_at: datetime | None = None
    confirmed_by: str = ""  # only to moderators
    mine: bool = False  # only to moderators: you offered it


class PauseCard(Body, frozen=True):
    """Why a moderator lets nobody new in: the text of this reason, or these words of theirs."""

    reason: PauseReason
    words: str


class VisitView(Body, frozen=True):
    """The visitor's page. Without a visit there is only whether the line is open."""

    closed: Closed | None
    pause: PauseCard | None = None  # where `closed` is `intake_paused`
    opens_at: datetime | None = None  # where it is closed: when it is to open next
    paused: bool = False  # nobody is paired while no moderator is on duty
    nobody: bool = False  # you wait, and nobody on shift could answer you
    state: VisitState = VisitState.ARRIVED
    pseudonym: str = ""
    conversation: str | None = None  # where you speak now: your own, or that of a room
    from_seq: int = 0  # what was said in it up to then is not yours to read
    phase: Phase | None = None
    last_seq: int = 0
    received: int = 0  # up to where your peers have everything
    wait: Wait | None = None
    company: tuple[Company, ...] = ()
    help: HelpCard | None = None
    referral: ReferralCard | None = None
    plan: PlanCard | None = None
    silence: SilenceCard | None = None
    room: RoomHere | None = None
    rooms: tuple[RoomCard, ...] = ()  # only without a visit
    muted: bool = False  # what you write reaches only supervisors
    learner: LearnerCard | None = None  # a new peer asks to read along, or does
    block: BlockCard | None = None  # after the end: you can't come back yet, or can again
    held_until: datetime | None = None  # paused: what is said is heard then at the latest
    stopped: Hurt | None = None  # after the end: your peer ended it, because of this
