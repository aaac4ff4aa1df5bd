"""A flag as moderators see it: its words, what was said before them, and why it was raised."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.pager_views import PageCard
from server.contract.values import Body
from server.domain.flag import FlagKind, FlagState, Outcome, TakenBecause
from server.domain.session import Role


class FlagCause(Body, frozen=True):
    """Which part of the screen found it, by which of its rules; `share` from 0 to 1 of a model."""

    concern: str
    check: str
    rule: str
    share: float | None


class FlagBefore(Body, frozen=True):
    """One of the two messages before the flagged one, shortened, and who said it."""

    role: Role
    text: str


class EarlierReports(Body, frozen=True):
    """About the same peer, that were looked into before."""

    reports: int
    confirmed: int


class FlagCard(Body, frozen=True):
    """A flag on the wall, with the flagged words and the reasons.

    `called`: it is claimed, and calls its owner anew; also an overdue one may have an owner, who
    has not answered yet. Its clock runs from `clock_from`. `graver`: so often something graver was
    added to it, or somebody called.
    A `report` is a visitor's, about the peer whose name is in `reported`: until it is resolved
    nobody new is brought to that peer, and unless it was a false alarm not before a second person
    lifts the hold. It is not shown to whom it is about.
    A `second` is `asked_by` a colleague, who does not see it: a second person says yes or no to
    what stands in the conversation's `second`, and so resolves it.
    """

    id: str
    kind: FlagKind
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
    clock_from: datetime
    due_at: datetime | None
    lapses: int
    alerting: str | None  # the name of the moderator whose turn it is
    claimed_by: str | None
    mine: bool
    outcome: Outcome | None
    complete: bool
    reported: str | None = None
    asked_by: str | None = None
    earlier: EarlierReports | None = None
    calls_you: bool = False  # your turn, everyone's, or it is yours and waits for your answer
    calls_everyone: bool = False
    paged: tuple[PageCard, ...] = ()  # since the pager was called for it, by way
    before: tuple[FlagBefore, ...] = ()  # the oldest first
    causes: tuple[FlagCause, ...] = ()  # the gravest first
    was_yours: bool = False  # until `claimed_by` took it over
    taken_because: TakenBecause | None = None  # told to whose it was
    unsaid: bool = False  # the visitor took the flagged message back: nothing else changes
    graver: int = 0
