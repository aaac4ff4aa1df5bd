"""Posting: what moderators write for the shift, for each other, and beside a conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.contract.board_requests import (
    BoardView,
    LeaveShiftNote,
    NoteCard,
    Notes,
    PostCard,
    PutUp,
    ShowBoard,
    ShowNotes,
    TakeDown,
    WriteNote,
)
from server.domain.board import CaseNote, Post, PostKind
from server.domain.ids import StaffId
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.ports import Now


class Board(Protocol):
    async def post(self, kind: PostKind, by: StaffId, text: str, at: datetime) -> None: ...
    async def end(self, id: str, by: StaffId, at: datetime) -> None: ...
    async def shown(self, at: datetime) -> list[Post]: ...


class CaseNotes(Protocol):
    async def write(self, by: StaffId, conversation: str, text: str, at: datetime) -> None: ...
    async def read(self, by: StaffId, conversation: str, at: datetime) -> list[CaseNote]: ...


@dataclass(frozen=True, slots=True)
class Posting:
    board: Board
    notes: CaseNotes
    now: Now

    async def show(self, who: StaffMember, _: ShowBoard) -> BoardView:
        """Hand-overs are for those who watch alone."""
        found = await self.board.shown(self.now())
        watches = who.has(Role.MODERATOR)
        return BoardView(
            posts=tuple(
                PostCard(id=one.id, kind=one.kind, by=one.name, text=one.text, at=one.at)
                for one in found
                if watches or one.kind is not PostKind.HANDOVER
            )
        )

    async def put_up(self, who: StaffMember, asked: PutUp) -> None:
        await self.board.post(asked.kind, who.id, asked.text, self.now())

    async def leave_shift_note(self, who: StaffMember, asked: LeaveShiftNote) -> None:
        await self.board.post(PostKind.SHIFT_NOTE, who.id, asked.text, self.now())

    async def take_down(self, who: StaffMember, asked: TakeDown) -> None:
        await self.board.end(asked.post, who.id, self.now())

    async def write_note(self, who: StaffMember, asked: WriteNote) -> None:
        await self.notes.write(who.id, asked.conversation, asked.text, self.now())

    async def show_notes(self, who: StaffMember, asked: ShowNotes) -> Notes:
        found = await self.notes.read(who.id, asked.conversation, self.now())
        return Notes(
            notes=tuple(NoteCard(id=one.id, by=one.name, text=one.text, at=one.at) for one in found)
        )
