"""Two people, and not two accounts: who may be the second one where one is not enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.ids import StaffId

APART: Final = timedelta(days=7)  # for so long nobody vouches for whoever let them in, or they for


@dataclass(frozen=True, slots=True)
class Account:
    """`made_by`: who invited them; None where that was a command, or is not known any more."""

    id: StaffId
    made_at: datetime
    made_by: StaffId | None = None

    def is_fresh_from(self, other: "Account", at: datetime, apart: timedelta) -> bool:
        return self.made_by == other.id and at - self.made_at < apart


def are_two(one: Account, other: Account, at: datetime, apart: timedelta = APART) -> bool:
    """An administrator can make an account and answer with it what they have asked themselves, or
    ask with it what they answer. So the two do not count for one another until others have had
    days to notice it.
    """
    fresh = one.is_fresh_from(other, at, apart) or other.is_fresh_from(one, at, apart)
    return one.id != other.id and not fresh
