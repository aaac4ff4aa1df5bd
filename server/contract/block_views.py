"""What a visitor reads who is blocked."""

from datetime import datetime

from server.contract.values import Body
from server.domain.block import BlockState


class BlockCard(Body, frozen=True):
    """Why, until when, and what one can do. `ask` stands over the words of an appeal."""

    state: BlockState
    until: datetime
    title: str
    body: tuple[str, ...]
    lasts: str = ""  # stands before `until`, while it lasts
    words: str = ""  # the moderator's own
    ask: str | None = None  # None: nothing to appeal any more
    answer: str = ""  # what was said to the appeal
