"""Blocks and appeals, as moderators see and answer them."""

from datetime import datetime

from server.contract.values import Body, Id, ReportRemark, Request
from server.domain.block import BlockReason, BlockState


class ShowBlocks(Request, frozen=True):
    """Those that last, and those that were answered in the last day; the newest first."""

    path = "/api/blocks"


class LiftBlock(Request, frozen=True):
    """The visitor may come back now. `words` are for them."""

    path = "/api/blocks/lift"
    block: Id
    words: ReportRemark = ""


class UpholdBlock(Request, frozen=True):
    """After an appeal, and by somebody else than who blocked: it stays. `words` are for them."""

    path = "/api/blocks/uphold"
    block: Id
    words: ReportRemark


class BlockRecord(Body, frozen=True):
    """`holds`: it shuts the visitor out now. `mine`: you have set it, so others decide."""

    id: str
    pseudonym: str
    by: str
    mine: bool
    reason: BlockReason
    words: str
    at: datetime
    until: datetime
    state: BlockState
    holds: bool
    appeal: str
    appealed_at: datetime | None
    answered_by: str | None
    answer: str


class Blocks(Body, frozen=True):
    blocks: tuple[BlockRecord, ...]
