"""How a conversation may be ended: never by one press where somebody may still be in danger."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.flag import UNANSWERED, FlagState
from server.domain.ids import StaffId
from server.domain.referral import CARRIED, ReferralState

MODERATOR_FROM: Final = Level.L3
"""From this level on no peer ends it, and no moderator whose it is not."""


class HowToEnd(StrEnum):
    """What a peer may do. Visitors may always leave."""

    SIMPLY = "simply"
    WITH_REASON = "with_reason"  # the visitor says that they leave, or is gone: written down
    NOT = "not"  # they hand it over or step aside; who has claimed it ends it


class Farewell(StrEnum):
    """Why a peer ends what is not looked after yet, as the visitor left it."""

    LEAVING = "leaving"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stakes:
    """What is still open here. `claimed_by`: whose each unresolved flag is, None where nobody's."""

    level: Level
    claimed_by: frozenset[StaffId | None] = frozenset()
    referral: bool = False  # accepted, and not yet at its end

    @property
    def for_a_peer(self) -> HowToEnd:
        if self.level >= MODERATOR_FROM:
            return HowToEnd.NOT
        unsettled = self.referral or None in self.claimed_by
        return HowToEnd.WITH_REASON if unsettled else HowToEnd.SIMPLY

    def for_moderator(self, moderator: StaffId) -> bool:
        """Where every flag has been resolved, a named person has looked at it."""
        return self.level < MODERATOR_FROM or self.claimed_by <= {moderator}


def stakes(
    level: Level,
    flags: Iterable[tuple[FlagState, StaffId | None]],
    referrals: Iterable[ReferralState],
) -> Stakes:
    """`flags` are those about the visitor; a resolved one is nobody's any more."""
    open_ = [(state, who) for state, who in flags if state is not FlagState.RESOLVED]
    whose = frozenset(None if state in UNANSWERED else who for state, who in open_)
    return Stakes(level, whose, any(state in CARRIED for state in referrals))
