"""A sign-up: one person, in one role, for one shift."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.ids import SignUpId, StaffId
from server.domain.lifecycle import Lifecycle
from server.domain.session import Role

ROLES: Final = (Role.PEER, Role.MODERATOR)


class SignUpState(StrEnum):
    TAKEN = "taken"
    PRESENT = "present"
    ENDED = "ended"
    RELEASED = "released"


class SignUpStep(StrEnum):
    CHECK_IN = "check_in"
    FINISH = "finish"
    RELEASE = "release"


SIGN_UP = Lifecycle(
    {
        (SignUpState.TAKEN, SignUpStep.CHECK_IN): SignUpState.PRESENT,
        (SignUpState.TAKEN, SignUpStep.RELEASE): SignUpState.RELEASED,
        (SignUpState.PRESENT, SignUpStep.CHECK_IN): SignUpState.PRESENT,
        (SignUpState.PRESENT, SignUpStep.FINISH): SignUpState.ENDED,
        (SignUpState.ENDED, SignUpStep.CHECK_IN): SignUpState.PRESENT,  # they came back
    }
)


@dataclass(frozen=True, slots=True)
class SignUp:
    """`series` is what several weeks that were taken together have in common."""

    id: SignUpId
    block: str
    day: date
    starts_at: datetime
    ends_at: datetime
    role: Role
    staff: StaffId
    name: str = field(repr=False)
    series: str | None = None
    state: SignUpState = SignUpState.TAKEN

    def late(self, at: datetime, patience: timedelta) -> bool:
        """Should be there by now, and has not checked in."""
        due = self.starts_at + patience <= at < self.ends_at
        return due and self.state is SignUpState.TAKEN


def opens(sign_ups: Iterable[SignUp], after: datetime) -> datetime | None:
    """The first moment after it from which both a peer and a moderator are signed up."""
    known = [one for one in sign_ups if one.ends_at > after]
    peers = [one for one in known if one.role is Role.PEER]
    moderators = [one for one in known if one.role is Role.MODERATOR]
    begun = (max(a.starts_at, b.starts_at) for a in peers for b in moderators if _meet(a, b))
    return min((at for at in begun if at > after), default=None)


def _meet(one: SignUp, other: SignUp) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
