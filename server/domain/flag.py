"""A flag: something moderators must look at, and the clock it runs under."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import ConversationId, FlagId, StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.session import Role


class FlagState(StrEnum):
    RAISED = "raised"
    OVERDUE = "overdue"
    CLAIMED = "claimed"
    RESOLVED = "resolved"


class FlagStep(StrEnum):
    LAPSE = "lapse"
    CLAIM = "claim"
    RESOLVE = "resolve"
    ABANDON = "abandon"  # whoever claimed it is gone: it needs somebody else


FLAG = Lifecycle(
    {
        (FlagState.RAISED, FlagStep.LAPSE): FlagState.OVERDUE,
        (FlagState.RAISED, FlagStep.CLAIM): FlagState.CLAIMED,
        (FlagState.OVERDUE, FlagStep.LAPSE): FlagState.OVERDUE,
        (FlagState.OVERDUE, FlagStep.CLAIM): FlagState.CLAIMED,
        (FlagState.CLAIMED, FlagStep.RESOLVE): FlagState.RESOLVED,
        (FlagState.CLAIMED, FlagStep.ABANDON): FlagState.OVERDUE,
    }
)

EVERYONE_FROM = 2  # lapses: the first asks the next moderator, the second everyone on duty
PAGER_FROM = 3
ASKED: Final = "asked_for_help"  # the concern of a flag that a peer raised by their own hand
UNCLAIMED = frozenset({FlagState.RAISED, FlagState.OVERDUE})
UNRESOLVED = frozenset({*UNCLAIMED, FlagState.CLAIMED})


class FlagKind(StrEnum):
    """A report is about the peer, by the visitor; everything else is about the conversation."""

    WORRY = "worry"
    REPORT = "report"


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    FALSE_ALARM = "false_alarm"
    HANDED_ON = "handed_on"
    UNCLEAR = "unclear"  # of a report alone: neither shown nor ruled out


@dataclass(frozen=True, slots=True)
class Cause:
    """Which part of the screen found what, by which of its rules; `share` as in a Finding."""

    concern: str
    check: str
    rule: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One of the messages before the flagged one, shortened."""

    role: Role
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Flag:
    """`due_at` is when it becomes overdue, then when the next one is alerted; it lives in SQL.

    `lapses` counts how often the clock ran out: 1 next moderator, 2 everyone on duty, 3 and more
    the pager as well.
    `words` are the flagged words with a little around them; `reasons` never quote them.
    `before` is what was said before them, the oldest first: "yes" says nothing alone.
    `reported` is the peer with whom the visitor does not feel safe.
    """

    id: FlagId
    conversation: ConversationId
    state: FlagState
    level: Level
    seq: int
    concerns: tuple[str, ...]
    reasons: tuple[str, ...]
    words: str = field(repr=False)
    raised_by: str = field(repr=False)  # "screen", "second opinion" or a name
    raised_at: datetime
    due_at: datetime | None
    lapses: int = 0
    alerting: StaffId | None = None
    claimed_by: StaffId | None = None
    claimed_at: datetime | None = None
    resolved_at: datetime | None = None
    outcome: Outcome | None = None
    complete: bool = True  # False: a check failed, so a person looks
    reported: StaffId | None = None
    before: tuple[SaidBefore, ...] = field(default=(), repr=False)
    causes: tuple[Cause, ...] = ()

    @property
    def calls_everyone(self) -> bool:
        return self.state in UNCLAIMED and self.lapses >= EVERYONE_FROM

    @property
    def is_asked_for(self) -> bool:
        """A peer calls: the clock of such a call holds as well."""
        return ASKED in self.concerns

    @property
    def kind(self) -> FlagKind:
        return FlagKind.REPORT if self.reported else FlagKind.WORRY
