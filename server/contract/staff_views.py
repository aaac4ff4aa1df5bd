"""What the peer's and the moderator's pages show, whole."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.values import Body
from server.contract.views import Company, ReferralCard
from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.flag import FlagState, Outcome
from server.domain.opening import Closed
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
    referral: ReferralCard | None = None
    hint: str = ""  # what to do at this level, for the peer
    script: tuple[str, ...] = ()


class DeskView(Body, frozen=True):
    """The peer's page."""

    duty: DutyState
    since: datetime | None = None
    closed: Closed | None = None
    waiting: int = 0
    offers: tuple[OfferCard, ...] = ()
    conversations: tuple[DeskConversation, ...] = ()
    wrap_up: str | None = None  # the conversation to wrap up


class FlagCard(Body, frozen=True):
    """A flag on the wall, with the flagged words and the reasons."""

    id: str
    conversation: str
    pseudonym: str
    state: FlagState
    level: Level
    seq: int
    concerns: tuple[str, ...]
    reasons: tuple[str, ...]
    words: str
    raised_by: str
    raised_at: datetime
    due_at: datetime | None
    lapses: int
    alerting: str | None  # the name of the moderator whose turn it is
    claimed_by: str | None
    mine: bool
    outcome: Outcome | None
    complete: bool


class WallConversation(Body, frozen=True):
    """A live conversation on the wall; without a text."""

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
    referral: ReferralCard | None = None


class Health(Body, frozen=True):
    """The state of the line at a glance. `models` names each model's state."""

    closed: Closed | None
    waiting: int
    longest_wait_seconds: int
    peers_ready: int
    peers_busy: int
    moderators: tuple[str, ...]
    worker_seen: bool
    models: dict[str, str]


class WallView(Body, frozen=True):
    """The moderator's page, worst first."""

    duty: DutyState
    flags: tuple[FlagCard, ...]
    conversations: tuple[WallConversation, ...]
    health: Health
