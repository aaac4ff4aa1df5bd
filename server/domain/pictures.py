"""What was read from the stores in one moment, before it becomes somebody's page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from moderation.verdict import Level
from server.domain.assessment import Assessment
from server.domain.block import Block
from server.domain.conversation import Conversation
from server.domain.duty import Duty
from server.domain.ending import HowToEnd, stakes
from server.domain.exposure import Rest
from server.domain.flag import Flag
from server.domain.ids import ConversationId, FlagId, PersonId, StaffId, VisitId
from server.domain.lull import Lull
from server.domain.mentoring import FirstRead
from server.domain.offer import Offer
from server.domain.on_hold import Earlier
from server.domain.opening import Staffing
from server.domain.paging import WELL, Paged, PagerState
from server.domain.protection import Hurt, ends_it
from server.domain.referral import Referral
from server.domain.room_pictures import RoomPicture
from server.domain.safety_plan import PlanLine
from server.domain.second_look import Asked
from server.domain.session import Role
from server.domain.shadowing import ReadingPicture, Shadow
from server.domain.silence import Silence
from server.domain.transfer import Transfer
from server.domain.visit import Visit
from server.domain.wrapping_up import CarriedNote


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called and does not come: the name of whose turn it is, what came of the pager.

    `on_duty`: whether any moderator is.
    """

    on_duty: bool
    alerting: str | None = None
    paged: tuple[Paged, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkPicture:
    """One conversation with all around it. `present` are those in it whose line is up."""

    talk: Conversation
    visit: Visit
    present: frozenset[PersonId]
    backstage_seq: int = 0
    flag: Flag | None = None
    claimed_by: str | None = None  # the name of whoever has the flag
    called: Called | None = None  # to the flag, while nobody has claimed it
    referral: Referral | None = None
    transfer: Transfer | None = None  # asked, or the last that was accepted
    silence: Silence | None = None  # asked or warned
    lull: Lull | None = None  # only where no clock runs
    carried: tuple[tuple[StaffId, CarriedNote], ...] = ()  # notes of who talked here before
    noted: tuple[tuple[StaffId, CarriedNote], ...] = ()  # and what is not written up yet
    assessment: Assessment | None = None
    plan: tuple[PlanLine, ...] = ()  # what stands at each step
    first_read: tuple[FirstRead, ...] = ()  # words of the peer that wait for a mentor
    received: Mapping[Role, int] = field(default_factory=dict)  # up to where a role has it all
    shadow: Shadow | None = None  # who reads along, or asks to

    @property
    def ends(self) -> HowToEnd:
        """What its peer may do."""
        flags = [(self.flag.state, self.flag.claimed_by)] if self.flag else []
        referrals = [self.referral.state] if self.referral else []
        return stakes(self.talk.level, flags, referrals).for_a_peer

    @property
    def report_ends(self) -> bool:
        """Whether its peer's `end and report` ends it."""
        return ends_it(self.talk.level, self.ends, accompanied=self.talk.lead is not None)


@dataclass(frozen=True, slots=True)
class VisitPicture:
    """`place` is 1 for who comes next; None for who does not wait."""

    talk: TalkPicture
    place: int | None
    staffing: Staffing
    answerable: bool = True  # by somebody on shift
    room: RoomPicture | None = None  # in which they have a seat
    block: Block | None = None
    stopped: Hurt | None = None  # what its peer ended it for


@dataclass(frozen=True, slots=True)
class OfferPicture:
    offer: Offer
    visit: Visit
    level: Level


@dataclass(frozen=True, slots=True)
class AskedPicture:
    """Somebody else's conversation that this peer is asked to take over."""

    transfer: Transfer
    visit: Visit
    level: Level


@dataclass(frozen=True, slots=True)
class DeskPicture:
    duty: Duty | None
    staffing: Staffing
    offers: tuple[OfferPicture, ...] = ()
    talks: tuple[TalkPicture, ...] = ()
    wrap_up: ConversationId | None = None
    wrap_up_level: Level = Level.L0  # the highest that it had
    wrap_up_note: str = field(default="", repr=False)  # noted down while they talked
    held: bool = False
    on_hold: bool = False  # not only until somebody has looked
    rest: Rest | None = None  # may be over
    untrained: bool = False
    most: int = 1  # conversations at once, by training
    asked: AskedPicture | None = None
    rooms: tuple[RoomPicture, ...] = ()  # that they look after
    reading: ReadingPicture | None = None  # only of who is on probation


@dataclass(frozen=True, slots=True)
class RaisedPicture:
    """Every flag that waits or is carried; `names` of the staff in them, `pseudonyms` by talk.

    `paged`: what came of the pager, by way, for those that it was called for.
    `earlier` are the reports of before, about whom a report waits now.
    """

    flags: tuple[Flag, ...]
    names: Mapping[StaffId, str] = field(repr=False)
    pseudonyms: Mapping[ConversationId, str] = field(repr=False)
    paged: Mapping[FlagId, tuple[Paged, ...]] = field(default_factory=dict)
    earlier: Mapping[StaffId, Earlier] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WallPicture:
    """All of a wall but its flags. `names` of staff by id; model states by name."""

    duties: tuple[Duty, ...]
    staffing: Staffing
    talks: tuple[TalkPicture, ...]
    names: dict[StaffId, str] = field(repr=False)
    asked: Mapping[StaffId, AskedPicture]  # moderators who are asked to take one over
    never: Mapping[VisitId, frozenset[StaffId]]  # whom each who waits must not be offered
    up_to: Mapping[StaffId, Level]  # by training; who is not in it may be brought to nobody
    models: dict[str, str]
    worker_seen: bool
    rooms: tuple[RoomPicture, ...] = ()
    to_approve: int = 0  # openings and legal holds that wait for a second person
    unsigned: int = 0  # grave incidents that have ended and nobody signed off
    new: Mapping[StaffId, int] = field(default_factory=dict)  # on probation: talks had so far
    held: frozenset[StaffId] = frozenset()  # peers on hold
    rests: Mapping[StaffId, datetime] = field(default_factory=dict)  # until when
    appeals: int = 0  # of blocked visitors, that wait for an answer
    pager: PagerState = WELL
    seconds: Mapping[ConversationId, Asked] = field(default_factory=dict)  # of second persons
