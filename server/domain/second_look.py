"""A second person: what one member of staff asks, or has done, another approves or declines."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising
from server.domain.ids import ConversationId, FlagId, PersonId, StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.session import Session

SECOND: Final = "second_person"  # the concern of the flag that calls them
BEFORE: Final = "A second person is asked: help without the visitor's yes. Nothing is done yet."
AFTERWARDS: Final = "Help without the visitor's yes is on its way. A second person looks at it."


class Matter(StrEnum):
    WITHOUT_CONSENT = "without_consent"  # help without the visitor's yes
    LEGAL_HOLD = "legal_hold"  # a conversation is kept beyond its time


class LookState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    LIFTED = "lifted"  # of a legal hold: it stands no more


class LookStep(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"
    LIFT = "lift"


SECOND_LOOK = Lifecycle(
    {
        (LookState.ASKED, LookStep.APPROVE): LookState.APPROVED,
        (LookState.ASKED, LookStep.DECLINE): LookState.DECLINED,
        (LookState.APPROVED, LookStep.LIFT): LookState.LIFTED,
    }
)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """`reason` is one of the table's; `words` are the asker's own, `answer` the second person's.

    `acted_at` is since when it is done: before the answer where it could not wait. What is meant
    stands in `resource` and `summary`, once done in the `referral`. A legal hold stands `until`.
    """

    id: str
    conversation: ConversationId
    matter: Matter
    state: LookState
    asked_by: StaffId
    asked_at: datetime
    reason: str
    words: str = field(repr=False)
    resource: str = ""
    summary: str = field(default="", repr=False)
    acted_at: datetime | None = None
    referral: str | None = None
    flag: FlagId | None = None
    answered_by: StaffId | None = None
    answered_at: datetime | None = None
    answer: str = field(default="", repr=False)
    until: datetime | None = None
    lifted_by: StaffId | None = None

    def answered(self, said: "Answered", state: LookState) -> Self:
        """With what the second person says; what is done is another matter."""
        who = StaffId(PersonId(said.by.id))
        return replace(self, state=state, answered_by=who, answered_at=said.at, answer=said.words)

    @property
    def is_open(self) -> bool:
        return self.state is LookState.ASKED

    def holds(self, at: datetime) -> bool:
        """A legal hold that stands."""
        return self.state is LookState.APPROVED and self.until is not None and self.until > at

    @property
    def alone(self) -> bool:
        """It was done before anybody had answered."""
        if self.acted_at is None:
            return False
        return self.answered_at is None or self.acted_at < self.answered_at

    @property
    def waits(self) -> bool:
        """Nothing is done until somebody says yes."""
        return self.is_open and self.acted_at is None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a second person says, and when."""

    by: Session
    approve: bool
    words: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as others see it: about whom, and how grave it is now."""

    look: SecondLook
    pseudonym: str
    level: Level


@dataclass(frozen=True, slots=True)
class Pressing:
    """What does not wait for a second person; `least`: below it nothing is done without a yes.

    `afterwards` is the level by whose clock the second person is called to what is done already.
    """

    least: Level
    at_once_from: Level
    patience: timedelta
    afterwards: Level

    def may_go_alone(
        self, level: Level, newest: SecondLook | None, at: datetime, *, others: bool
    ) -> bool:
        """`newest` is what was asked last about this; `others`: somebody else is on duty."""
        if level >= self.at_once_from:
            return True
        if newest is None or newest.acted_at is not None:
            return not others
        if newest.state is LookState.DECLINED:
            return False
        return not others or at >= self.goes_alone_at(newest)

    def goes_alone_at(self, look: SecondLook) -> datetime:
        return look.asked_at + self.patience


def calling_second(
    level: Level, *, done: bool, words: str, clocks: Clocks, at: datetime
) -> Raising:
    """The flag that calls a second person; `words` are the asker's own."""
    return Raising(
        level=level,
        concerns=(SECOND,),
        reasons=(AFTERWARDS if done else BEFORE,),
        words=words,
        due_at=at + clocks[level],
        complete=True,
    )
