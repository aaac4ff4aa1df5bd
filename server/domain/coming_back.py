"""A referral that leads nowhere comes back to who offered it, with a clock: never into a void."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising
from server.domain.referral import ReferralState

PATIENCE: Final = timedelta(hours=1)  # how long one step may take; ours, not clinically reviewed
NOWHERE: Final[Mapping[ReferralState, str]] = {
    ReferralState.OFFERED: "Nobody answered the offer of a referral: ask, or find another way.",
    ReferralState.ACCEPTED: "An accepted referral is not handed over: do it, or find another way.",
    ReferralState.HANDED_OVER: "The other service does not confirm: ask, or find another way.",
    ReferralState.FAILED: "The referral did not work: find another way.",
}


def coming_back(state: ReferralState, level: Level, *, clocks: Clocks, at: datetime) -> Raising:
    """The flag for a referral that stays in this state, or has come to it."""
    return Raising(
        level=level,
        concerns=("referral",),
        reasons=(NOWHERE[state],),
        words="",
        due_at=at + clocks[level],
        complete=True,
    )
