"""What a visitor reads who is blocked."""

from datetime import datetime

from server.contract.values import Body
from server.domain.block import BlockReason, BlockState


class BlockCard(Body, frozen=True):
    """Why and until when. Where the state is `stands` there is an appeal."""

    state: BlockState
    reason: BlockReason
    until: datetime
    words: str = ""  # the moderator's own
    answer: str = ""  # what was said to the appeal
