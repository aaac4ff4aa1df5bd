"""What was read from the stores in one moment, before it becomes somebody's page."""

from dataclasses import dataclass, field

from moderation.verdict import Level
from server.domain.conversation import Conversation
from server.domain.duty import Duty
from server.domain.flag import Flag
from server.domain.ids import ConversationId, PersonId, StaffId
from server.domain.offer import Offer
from server.domain.opening import Staffing
from server.domain.referral import Referral
from server.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class TalkPicture:
    """One conversation with all around it. `present` are those whose line is up."""

    talk: Conversation
    visit: Visit
    present: frozenset[PersonId]
    backstage_seq: int = 0
    flag: Flag | None = None
    referral: Referral | None = None


@dataclass(frozen=True, slots=True)
class VisitPicture:
    """`place` is 1 for who comes next; None for who does not wait."""

    talk: TalkPicture
    place: int | None
    staffing: Staffing


@dataclass(frozen=True, slots=True)
class OfferPicture:
    offer: Offer
    visit: Visit
    level: Level


@dataclass(frozen=True, slots=True)
class DeskPicture:
    duty: Duty | None
    staffing: Staffing
    offers: tuple[OfferPicture, ...] = ()
    talks: tuple[TalkPicture, ...] = ()
    wrap_up: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class WallPicture:
    """`names` of staff by id; `pseudonyms` of flagged conversations; model states by name."""

    duties: tuple[Duty, ...]
    staffing: Staffing
    flags: tuple[Flag, ...]
    talks: tuple[TalkPicture, ...]
    names: dict[StaffId, str] = field(repr=False)
    pseudonyms: dict[ConversationId, str] = field(repr=False)
    models: dict[str, str]
    worker_seen: bool
