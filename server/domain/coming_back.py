"""A referral that leads nowhere comes back to who offered it, with a clock: never into a void."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising
from server.domain.referral import ReferralState


@dataclass(frozen=True, slots=True)
class Pathway:
    """How long a referral may stay in each state, and what is said when it stays longer.

    `sooner` where the conversation's level of risk leaves less time.
    """

    patience: Mapping[ReferralState, timedelta]
    nowhere: Mapping[ReferralState, str]
    sooner: Mapping[tuple[ReferralState, Level], timedelta] = field(default_factory=dict)

    def lasts(self, state: ReferralState, level: Level) -> timedelta:
        """Raises KeyError for a state that waits for nobody."""
        return self.sooner.get((state, level), self.patience[state])


def coming_back(
    state: ReferralState,
    level: Level,
    *,
    pathway: Pathway,
    clocks: Clocks,
    at: datetime,
    because: str = "",
) -> Raising:
    """The flag for a referral that stays in this state, or has come to it.

    `because` are words of ours; what a person wrote is sealed, and a flag's reasons are not.
    """
    reasons = (pathway.nowhere[state], because)
    return Raising(
        level=level,
        concerns=("referral",),
        reasons=tuple(reason for reason in reasons if reason),
        words="",
        due_at=at + clocks[level],
        complete=True,
    )
