"""A block: a visitor may not come back for a while, knows why and until when, and may appeal."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import ConversationId, StaffId
from server.domain.lifecycle import Lifecycle

NEVER_FROM: Final = Level.L2  # who thinks of ending their life is never shut out
LONGEST: Final = timedelta(hours=24)  # no longer than the words are kept that it is about


class BlockState(StrEnum):
    STANDS = "stands"
    APPEALED = "appealed"
    UPHELD = "upheld"
    LIFTED = "lifted"


class BlockStep(StrEnum):
    APPEAL = "appeal"
    UPHOLD = "uphold"
    LIFT = "lift"


BLOCK = Lifecycle(
    {
        (BlockState.STANDS, BlockStep.APPEAL): BlockState.APPEALED,
        (BlockState.STANDS, BlockStep.LIFT): BlockState.LIFTED,
        (BlockState.APPEALED, BlockStep.UPHOLD): BlockState.UPHELD,
        (BlockState.APPEALED, BlockStep.LIFT): BlockState.LIFTED,
        (BlockState.UPHELD, BlockStep.LIFT): BlockState.LIFTED,
        (BlockState.LIFTED, BlockStep.LIFT): BlockState.LIFTED,  # repeating it is legal
    }
)


class BlockReason(StrEnum):
    """The page holds a plain sentence for each."""

    THREATS = "threats"
    SEXUAL = "sexual"
    INSULTS = "insults"
    MISUSE = "misuse"  # such as selling, or no wish to talk


@dataclass(frozen=True, slots=True)
class Block:
    """`words` are the moderator's own, for the visitor; `answer` is who decided on the appeal's."""

    id: str
    conversation: ConversationId
    pseudonym: str = field(repr=False)
    level: Level  # of the conversation, now
    by: StaffId
    reason: BlockReason
    words: str = field(repr=False)
    at: datetime
    until: datetime
    state: BlockState
    appeal: str = field(default="", repr=False)
    appealed_at: datetime | None = None
    answered_by: StaffId | None = None
    answer: str = field(default="", repr=False)

    def holds(self, now: datetime) -> bool:
        """It ends by itself, and at once where words of the visitor show danger."""
        lasts = self.state is not BlockState.LIFTED and now < self.until
        return lasts and self.level < NEVER_FROM

    def awaits_answer(self, now: datetime) -> bool:
        return self.state is BlockState.APPEALED and self.holds(now)


@dataclass(frozen=True, slots=True)
class Blocking:
    """What a moderator has decided."""

    reason: BlockReason
    words: str = field(repr=False)
    lasts: timedelta
