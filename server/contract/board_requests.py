"""What moderators write for each other, for everybody on shift, and beside a conversation."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Request
from server.domain.board import PostKind

PostText = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]


class ShowBoard(Request, frozen=True):
    """What stands on the board: broadcasts and shift notes for all, hand-overs for moderators."""

    path = "/api/board"


class PutUp(Request, frozen=True):
    """Say something to everybody on shift, or leave a note for the moderators who come next."""

    path = "/api/board/put"
    kind: PostKind
    text: PostText


class LeaveShiftNote(Request, frozen=True):
    """As a peer, for whoever comes on shift next: peers and moderators read it for 16 hours."""

    path = "/api/board/shift-note"
    text: PostText


class TakeDown(Request, frozen=True):
    """Take it down before its time. Any moderator may."""

    path = "/api/board/take-down"
    post: Id


class ShowNotes(Request, frozen=True):
    """The notes beside a conversation, the oldest first. Where there are any, a look is audited."""

    path = "/api/notes"
    conversation: Id


class WriteNote(Request, frozen=True):
    """Write a note beside a conversation. Only moderators ever read it."""

    path = "/api/notes/write"
    conversation: Id
    text: PostText


class PostCard(Body, frozen=True):
    """What somebody put up."""

    id: str
    kind: PostKind
    by: str
    text: str
    at: datetime


class BoardView(Body, frozen=True):
    """The newest first."""

    posts: tuple[PostCard, ...]


class NoteCard(Body, frozen=True):
    """A note of a moderator."""

    id: str
    by: str
    text: str
    at: datetime


class Notes(Body, frozen=True):
    notes: tuple[NoteCard, ...]
