"""A flag: something moderators must look at, and the clock it runs under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.flag_context import Cause, SaidBefore
from server.domain.ids import ConversationId, FlagId, PersonId, StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.set_back import is_ahead


class FlagState(StrEnum):
    RAISED = "raised"
    OVERDUE = "overdue"
    CLAIMED = "claimed"
    CALLED = "called"  # claimed, and its owner is called anew: it counts as unanswered until then
    RESOLVED = "resolved"


class FlagStep(StrEnum):
    LAPSE = "lapse"
    CLAIM = "claim"  # by its owner, who is called anew: they have seen it
    CALL = "call"  # it has become graver, or danger as grave has come again
    GIVE_BACK = "give_back"
    TAKE_OVER = "take_over"
    RESOLVE = "resolve"
    ABANDON = "abandon"  # whoever claimed it is gone: it needs somebody else


FLAG = Lifecycle(
    {
        (FlagState.RAISED, FlagStep.LAPSE): FlagState.OVERDUE,
        (FlagState.RAISED, FlagStep.CLAIM): FlagState.CLAIMED,
        (FlagState.RAISED, FlagStep.CALL): FlagState.RAISED,
        (FlagState.OVERDUE, FlagStep.LAPSE): FlagState.OVERDUE,
        (FlagState.OVERDUE, FlagStep.CLAIM): FlagState.CLAIMED,
        (FlagState.OVERDUE, FlagStep.CALL): FlagState.OVERDUE,
        (FlagState.CLAIMED, FlagStep.CALL): FlagState.CALLED,
        (FlagState.CLAIMED, FlagStep.GIVE_BACK): FlagState.RAISED,
        (FlagState.CLAIMED, FlagStep.TAKE_OVER): FlagState.CLAIMED,
        (FlagState.CLAIMED, FlagStep.RESOLVE): FlagState.RESOLVED,
        (FlagState.CLAIMED, FlagStep.ABANDON): FlagState.OVERDUE,
        (FlagState.CALLED, FlagStep.LAPSE): FlagState.OVERDUE,
        (FlagState.CALLED, FlagStep.CLAIM): FlagState.CLAIMED,
        (FlagState.CALLED, FlagStep.CALL): FlagState.CALLED,
        (FlagState.CALLED, FlagStep.GIVE_BACK): FlagState.RAISED,
        (FlagState.CALLED, FlagStep.TAKE_OVER): FlagState.CLAIMED,
    }
)

EVERYONE_FROM = 2  # lapses: the first asks the next moderator, the second everyone on duty
PAGER_FROM = 3
BEFORE_PAGER = PAGER_FROM - 1  # where nobody but who has just gone is on duty to be asked first
ASKED: Final = "asked_for_help"  # the concern of a flag that a peer raised by their own hand
ALONE: Final = "left_alone"  # the concern of somebody in danger whom nobody answers any more
BY_VISITOR: Final = "visitor"  # who raised it: what they tell of somebody, or by hand
GRAVE_FROM = Level.L3  # such danger calls whoever has the flag anew, however grave it was before
UNANSWERED = frozenset({FlagState.RAISED, FlagState.OVERDUE, FlagState.CALLED})
"""Its clock runs: `due_at` is set in these, and in no other."""
OWNED = frozenset({FlagState.CLAIMED, FlagState.CALLED})
UNRESOLVED = frozenset({*UNANSWERED, FlagState.CLAIMED})


@dataclass(frozen=True, slots=True)
class FlagTimes:
    """`within`: how long a flag of a level may wait for a moderator. `again`: for how long the
    answer of its owner holds against danger as grave; without an entry until its level rises.
    `at_once`: the levels at which the pager is not waited for where nobody is there to be called.
    """

    within: Mapping[Level, timedelta]
    again: Mapping[Level, timedelta]
    at_once: frozenset[Level]


class TakenBecause(StrEnum):
    """Why a flag was taken over. From a list: the audit is never forgotten, so no words in it."""

    AGREED = "agreed"
    SILENT = "silent"
    BUSY = "busy"
    LEAVING = "leaving"
    TOO_CLOSE = "too_close"


class FlagKind(StrEnum):
    """A report is about the peer; for `second` a colleague asks; else about the conversation."""

    WORRY = "worry"
    REPORT = "report"
    SECOND = "second"


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    FALSE_ALARM = "false_alarm"
    HANDED_ON = "handed_on"
    UNCLEAR = "unclear"  # of a report alone: neither shown nor ruled out


@dataclass(frozen=True, slots=True)
class Flag:
    """`due_at` is when it becomes overdue, then when the next one is alerted; it lives in SQL.

    `lapses` counts how often the clock ran out: 1 next moderator, 2 everyone on duty, 3 and more
    the pager as well; all of it runs from `clock_from`. An owner keeps it while they are called
    anew, also when it is overdue by then: until they answer, or another takes it.
    `again_from`: from then on danger as grave as before calls its owner anew. `set_at`: when that,
    or `due_at`, was set. `graver`: so often something graver was added, or somebody called;
    whoever answers says up to which.
    `words` are the flagged words with a little around them; `reasons` never quote them.
    `quotes`: they are of the message at `seq`, and not what somebody tells by hand.
    `before` is what was said before them, the oldest first: "yes" says nothing alone.
    `reported` is the peer with whom the visitor does not feel safe; `asked_by` is who asks for a
    second person. Neither sees it, nor can they have it.
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
    clock_from: datetime | None = None
    again_from: datetime | None = None
    taken_from: StaffId | None = None  # whose it was, until a colleague took it over
    taken_because: TakenBecause | None = None
    resolved_at: datetime | None = None
    outcome: Outcome | None = None
    complete: bool = True  # False: a check failed, so a person looks
    reported: StaffId | None = None
    quotes: bool = False
    before: tuple[SaidBefore, ...] = field(default=(), repr=False)
    causes: tuple[Cause, ...] = ()
    unsaid: bool = False  # its visitor took the message back: the flag stays
    asked_by: StaffId | None = None
    graver: int = 0
    set_at: datetime | None = None

    @property
    def runs_from(self) -> datetime:
        return self.clock_from or self.raised_at

    @property
    def calls_everyone(self) -> bool:
        return self.state in UNANSWERED and self.lapses >= EVERYONE_FROM

    def calls(self, moderator: PersonId) -> bool:
        """Their turn, everyone's, or they have it and have not answered yet."""
        one = self.state in UNANSWERED and moderator in (self.alerting, self.claimed_by)
        return one or self.calls_everyone

    def is_anothers(self, moderator: PersonId) -> bool:
        """Somebody else has it, and their time to answer is not over."""
        return self.state in OWNED and self.claimed_by != moderator

    def called_anew(self, level: Level, at: datetime) -> bool:
        """Does danger of this level, told now, need a new answer of whoever has it?

        An answer of a later time than now was given by a clock that was set back since.
        """
        held = self.again_from
        again = held is not None and (at >= held or is_ahead(self.set_at, at))
        return level > self.level or (again and level >= min(self.level, GRAVE_FROM))

    @property
    def is_asked_for(self) -> bool:
        """A peer calls: the clock of such a call holds as well."""
        return ASKED in self.concerns

    @property
    def is_told(self) -> bool:
        """Not by the screen alone: whoever has the flag hears of it."""
        return self.is_asked_for or self.raised_by == BY_VISITOR or ALONE in self.concerns

    @property
    def kind(self) -> FlagKind:
        if self.asked_by:
            return FlagKind.SECOND
        return FlagKind.REPORT if self.reported else FlagKind.WORRY

    @property
    def barred(self) -> StaffId | None:
        """For everybody but this one."""
        return self.asked_by or self.reported
