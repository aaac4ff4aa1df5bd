"""What a visitor says some weeks after a referral: by a code that they took, or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising
from server.domain.referral import CARRIED, Referral, ReferralState

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none looks like another
CODE_LETTERS: Final = 12  # 60 bits: too many to guess, few enough to write down
MISTAKEN: Final = str.maketrans("OIL", "011")
KEPT: Final = timedelta(days=365)  # the answers: by then they are numbers without whose they were
TO_TELL_OF: Final = frozenset({*CARRIED, ReferralState.CONFIRMED, ReferralState.FAILED})


class Reached(StrEnum):
    YES = "yes"
    NO = "no"


class Safe(StrEnum):
    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True, slots=True)
class LaterAnswer:
    """`reached`: were they; `helped`: 1 no, 2 a little, 3 yes; `safe`: are they, now."""

    reached: Reached | None = None
    helped: int | None = None
    safe: Safe | None = None

    @property
    def says_something(self) -> bool:
        return any(one is not None for one in (self.reached, self.helped, self.safe))

    @property
    def in_danger(self) -> bool:
        return self.safe in {Safe.UNSURE, Safe.NO}


@dataclass(frozen=True, slots=True)
class Worries:
    """At which level a flag is raised for somebody who says that they are not safe, and why."""

    unsure: Level
    unsafe: Level
    says: str

    def raising(self, answer: LaterAnswer, clocks: Clocks, at: datetime) -> Raising | None:
        if not answer.in_danger:
            return None
        level = self.unsafe if answer.safe is Safe.NO else self.unsure
        due_at = at + clocks[level]
        return Raising(level, ("referral",), (self.says,), words="", due_at=due_at, complete=True)


def may_tell_later(referral: Referral) -> bool:
    """Of what the visitor was offered, or told of, and did not turn down."""
    return referral.state in TO_TELL_OF and not referral.hidden


def as_written(letters: str) -> str:
    """In fours, as it is read out and written down."""
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def as_read(typed: str) -> str:
    """As it is compared: people write it with spaces, small letters, and O for 0."""
    return "".join(one for one in typed.upper() if one.isalnum()).translate(MISTAKEN)
