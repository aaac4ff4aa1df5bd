"""Break-glass: what is sealed is opened by two people, for a reason and for a time."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.verdict import Level
from server.domain.flag import Outcome
from server.domain.ids import ConversationId, StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.referral import ReferralState


class GlassState(StrEnum):
    ASKED = "asked"
    OPEN = "open"
    REFUSED = "refused"
    ENDED = "ended"


class GlassStep(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    END = "end"


BREAK_GLASS = Lifecycle(
    {
        (GlassState.ASKED, GlassStep.APPROVE): GlassState.OPEN,
        (GlassState.ASKED, GlassStep.REFUSE): GlassState.REFUSED,
        (GlassState.ASKED, GlassStep.END): GlassState.ENDED,
        (GlassState.OPEN, GlassStep.END): GlassState.ENDED,
        (GlassState.ENDED, GlassStep.END): GlassState.ENDED,  # repeating a protective step is legal
    }
)


@dataclass(frozen=True, slots=True)
class Glass:
    """`until` is when the question lapses, then when it closes again: nobody has to come by."""

    id: str
    conversation: ConversationId
    pseudonym: str
    asked_by: StaffId
    reason: str = field(repr=False)
    state: GlassState
    asked_at: datetime
    until: datetime
    answered_by: StaffId | None = None

    def at(self, now: datetime) -> GlassState:
        """What it is by now, whatever was written down."""
        live = self.state in (GlassState.ASKED, GlassState.OPEN)
        return GlassState.ENDED if live and now >= self.until else self.state


@dataclass(frozen=True, slots=True)
class ClosedTalk:
    """A conversation that has ended and is not forgotten yet; without a word of it."""

    id: ConversationId
    pseudonym: str
    language: str
    topic: str | None
    top_level: Level
    flags: int
    opened_at: datetime
    closed_at: datetime
    forget_at: datetime
    look: bool  # a peer wished for a second look
    answered: bool  # the visitor wrote something on the last page
    readable: bool  # False: the visitor had the words deleted
    signed: bool = False  # a moderator has looked at how it ended


@dataclass(frozen=True, slots=True)
class LookingFor:
    """Which of the conversations that have ended; all of it holds of each that is shown.

    `before` and `after`: the page after the one whose last ended then, and was this. `referred`:
    there was a referral, in whatever state; `referral`: there was one in this.
    """

    before: datetime | None = None
    after: str = ""
    level: Level = Level.L0  # the highest it had, or more
    outcome: Outcome | None = None
    referred: bool = False
    referral: ReferralState | None = None
    unsigned: bool = False
