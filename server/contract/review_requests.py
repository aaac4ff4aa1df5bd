"""What moderators ask about conversations that have ended: a list, and break-glass."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from moderation.verdict import Level
from server.contract.values import Body, Id, Request, Seq
from server.domain.break_glass import GlassState
from server.domain.flag import Outcome
from server.domain.referral import ReferralState

Reason = Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S")]


class ShowReview(Request, frozen=True):
    """Conversations that have ended, without their words, and what was asked to be opened.

    A page at a time, the last ended first: `before` and `after` are when the last of the page
    before ended, and which it was. Shown is what all of this holds of: at least this `level`, a
    flag with this `outcome`, a referral, one in this state, grave and signed off by nobody.
    """

    path = "/api/review"
    before: datetime | None = None
    after: Annotated[str, Meta(max_length=64)] = ""
    level: Level = Level.L0
    outcome: Outcome | None = None
    referred: bool = False
    referral: ReferralState | None = None
    unsigned: bool = False


class AskToOpen(Request, frozen=True):
    """Ask a second person to let you read what is sealed. The reason is sealed with it."""

    path = "/api/review/ask"
    conversation: Id
    reason: Reason


class AnswerOpening(Request, frozen=True):
    """Say yes or no to what somebody else has asked. Both are audit entries with your name."""

    path = "/api/review/answer"
    opening: Id
    approve: bool


class EndOpening(Request, frozen=True):
    """Close it again now. Harmless twice."""

    path = "/api/review/end"
    opening: Id


class ReadOpened(Request, frozen=True):
    """Read what was opened for you. Each look is an audit entry."""

    path = "/api/review/read"
    opening: Id
    after: Seq = 0


class DrawSample(Request, frozen=True):
    """Draw an ended conversation by chance, to be read blind once a second person agrees.

    `not_found`: there is nothing to draw from. `taken`: you have one that is not labelled yet.
    """

    path = "/api/review/sample"


class LabelSample(Request, frozen=True):
    """What you read: at which level a moderator should have been called, or None: nobody."""

    path = "/api/review/sample/label"
    opening: Id
    level: Level | None


class ShowMisses(Request, frozen=True):
    """What the labels of the last 90 days say of the alarms."""

    path = "/api/review/misses"


class RateCard(Body, frozen=True):
    """Of `labels`, in `needed` somebody had to be called; the share and between which two it lies.

    Each label counts for as many conversations as it stands for.
    """

    labels: int
    needed: int
    share: float
    low: float
    high: float


class Misses(Body, frozen=True):
    """`missed`: of conversations without a flag. `right`: of those with one, read blind."""

    missed: RateCard
    right: RateCard


class ClosedCard(Body, frozen=True):
    """A conversation that has ended. `readable` is false where its words are gone.

    `look`: the peer wishes that a moderator looks at it again. `answered`: the visitor wrote
    something on the last page, which is sealed with the rest; the incident has it once opened.
    """

    id: str
    pseudonym: str
    language: str
    topic: str | None
    top_level: Level
    flags: int
    opened_at: datetime
    closed_at: datetime
    forget_at: datetime
    readable: bool
    look: bool
    answered: bool
    signed: bool = False


class OpeningCard(Body, frozen=True):
    """Something sealed that a moderator wants to read, or reads, until then."""

    id: str
    conversation: str
    pseudonym: str
    asked_by: str
    mine: bool
    reason: str
    state: GlassState
    asked_at: datetime
    until: datetime
    answered_by: str | None
    sample: bool = False  # drawn by chance: whose it is stays hidden
    labelled: bool = False


class Review(Body, frozen=True):
    """The last ended first; openings of the last day, the newest first. `more`: there are more."""

    closed: tuple[ClosedCard, ...]
    openings: tuple[OpeningCard, ...]
    more: bool = False
