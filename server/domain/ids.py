"""Names for the identifiers, so that the type checker can tell them apart."""

import base64
import hashlib
from typing import NewType

PersonId = NewType("PersonId", str)  # a visit's or a member of staff's, where either may stand
VisitId = NewType("VisitId", PersonId)
StaffId = NewType("StaffId", PersonId)
ConversationId = NewType("ConversationId", str)
OfferId = NewType("OfferId", str)
FlagId = NewType("FlagId", str)
TransferId = NewType("TransferId", str)
RoomId = NewType("RoomId", ConversationId)  # its conversation's
ReferralId = NewType("ReferralId", str)
SignUpId = NewType("SignUpId", str)
SwapId = NewType("SwapId", str)
DebriefId = NewType("DebriefId", str)


def visit_id(token: str) -> VisitId:
    """SHA-256 of a visitor's token, 43 characters: nobody gets back from it to the token."""
    digest = hashlib.sha256(token.encode()).digest()
    return VisitId(PersonId(base64.urlsafe_b64encode(digest).decode().rstrip("=")))
