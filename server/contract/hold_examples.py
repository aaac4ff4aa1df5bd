"""One example of what stops somebody, and of what follows."""

from collections.abc import Mapping
from typing import Final

from server.contract import block_requests as http
from server.contract import commands as ask
from server.contract import hold_commands as hold
from server.contract.example_views import AT, LATER, TALK
from server.contract.values import Body, Request
from server.domain.block import BlockReason, BlockState

APPEALED: Final = "I was quoting what he wrote to me."
COMMANDS: Final[tuple[ask.Command, ...]] = (
    hold.MuteVisitor(conversation=TALK, on=True),
    hold.PauseTalk(conversation=TALK, on=True),
    hold.Block(conversation=TALK, hours=4, reason=BlockReason.THREATS, words="Come back later."),
    hold.Lead(conversation=TALK),
    hold.GiveBack(conversation=TALK),
    hold.HoldPeer(conversation=TALK, reason="Asked for an address.", take_over=True),
    hold.Appeal(text=APPEALED),
)
RECORD: Final = http.BlockRecord(
    id="b1",
    pseudonym="Calm Reed",
    by="Mona",
    mine=False,
    reason=BlockReason.THREATS,
    words="Come back later.",
    at=AT,
    until=LATER,
    state=BlockState.APPEALED,
    holds=True,
    appeal=APPEALED,
    appealed_at=AT,
    answered_by=None,
    answer="",
)
REQUESTS: Final[Mapping[Request, Body | None]] = {
    http.ShowBlocks(): http.Blocks(blocks=(RECORD,)),
    http.LiftBlock(block="b1", words="You are right, and we are sorry."): None,
    http.UpholdBlock(block="b1", words="The words were meant for the peer."): None,
}
