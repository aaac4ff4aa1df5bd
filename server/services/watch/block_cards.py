"""What is told to a visitor who is blocked, or is not any more. The page has the words for it."""

from datetime import datetime

from server.contract.block_views import BlockCard
from server.domain.block import Block, BlockState


def block_card(block: Block | None, now: datetime) -> BlockCard | None:
    """None where it is over by itself: then nothing stands between them and a new chat."""
    lifted = block is not None and block.state is BlockState.LIFTED
    if block is None or not (lifted or block.holds(now)):
        return None
    return BlockCard(
        state=block.state,
        reason=block.reason,
        until=block.until,
        words="" if lifted else block.words,
        answer=block.answer,
    )
