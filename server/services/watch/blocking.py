"""Blocks as moderators look after them: who is shut out, who appeals, who decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from server.contract.block_requests import (
    BlockRecord,
    Blocks,
    LiftBlock,
    ShowBlocks,
    UpholdBlock,
)
from server.domain.block import Block
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.domain.wake import Wake
from server.services.ports import Hints, Now
from server.services.watch.ports import Names

SHOWN_FOR: Final = timedelta(days=1)


class BlockBook(Protocol):
    async def lift(self, id: str, by: StaffId, words: str, at: datetime) -> Wake: ...
    async def uphold(self, id: str, by: StaffId, words: str, at: datetime) -> Wake: ...
    async def shown(self, now: datetime, since: datetime) -> list[Block]: ...


@dataclass(frozen=True, slots=True)
class BlockKeeping:
    blocks: BlockBook
    staff: Names
    hints: Hints
    now: Now

    async def show(self, who: StaffMember, _: ShowBlocks) -> Blocks:
        now = self.now()
        names, found = await self.staff.names(), await self.blocks.shown(now, now - SHOWN_FOR)
        return Blocks(blocks=tuple(_record(one, who, names, now) for one in found))

    async def lift(self, who: StaffMember, asked: LiftBlock) -> None:
        words = asked.words.strip()
        self.hints.spread(await self.blocks.lift(asked.block, who.id, words, self.now()))

    async def uphold(self, who: StaffMember, asked: UpholdBlock) -> None:
        """To say no needs words: somebody reads them."""
        if not (words := asked.words.strip()):
            raise Refusal(Code.BAD_PAYLOAD)
        self.hints.spread(await self.blocks.uphold(asked.block, who.id, words, self.now()))


def _record(
    block: Block, who: StaffMember, names: Mapping[StaffId, str], now: datetime
) -> BlockRecord:
    return BlockRecord(
        id=block.id,
        pseudonym=block.pseudonym,
        by=names.get(block.by, ""),
        mine=block.by == who.id,
        reason=block.reason,
        words=block.words,
        at=block.at,
        until=block.until,
        state=block.state,
        holds=block.holds(now),
        appeal=block.appeal,
        appealed_at=block.appealed_at,
        answered_by=names.get(block.answered_by, "") if block.answered_by else None,
        answer=block.answer,
    )
