"""A transfer: a conversation is to go on with somebody else on duty, who is asked first."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.ids import ConversationId, StaffId, TransferId
from server.domain.lifecycle import Lifecycle
from server.domain.session import Role


class TransferState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"  # the conversation ended, or goes on with somebody else


class TransferStep(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


TRANSFER = Lifecycle(
    {
        (TransferState.ASKED, TransferStep.ACCEPT): TransferState.ACCEPTED,
        (TransferState.ASKED, TransferStep.DECLINE): TransferState.DECLINED,
        (TransferState.ASKED, TransferStep.LAPSE): TransferState.LAPSED,
        (TransferState.ASKED, TransferStep.WITHDRAW): TransferState.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """`whom` is asked, as a peer or a moderator; `name` is whose wish it is.

    `note` is read by who has accepted.
    """

    id: TransferId
    conversation: ConversationId
    asked_by: StaffId
    name: str = field(repr=False)
    whom: StaffId
    role: Role
    state: TransferState
    asked_at: datetime
    expires_at: datetime
    reason: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
