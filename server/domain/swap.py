"""A swap: somebody who is signed up asks a colleague to take the shift over."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.ids import SignUpId, StaffId, SwapId
from server.domain.lifecycle import Lifecycle
from server.domain.sign_up import SignUp


class SwapState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SwapStep(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


SWAP = Lifecycle(
    {
        (SwapState.ASKED, SwapStep.ACCEPT): SwapState.ACCEPTED,
        (SwapState.ASKED, SwapStep.DECLINE): SwapState.DECLINED,
        (SwapState.ASKED, SwapStep.WITHDRAW): SwapState.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Swap:
    """`gives` goes to `asked`; `wants` is theirs and comes back for it, where there is one."""

    id: SwapId
    gives: SignUpId
    wants: SignUpId | None
    asked_by: StaffId
    asked: StaffId
    state: SwapState
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class OpenSwap:
    """A swap that waits for an answer, with the sign-ups as they are now."""

    swap: Swap
    gives: SignUp
    wants: SignUp | None
    asked_name: str = field(repr=False)
