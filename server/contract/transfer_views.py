"""Handing a conversation to a colleague, as staff see it."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.values import Body
from server.domain.session import Role
from server.domain.transfer import TransferState


class FreeColleague(Body, frozen=True):
    """A peer or a moderator who could take a conversation over now."""

    id: str
    role: Role
    name: str
    topics: tuple[str, ...]


class AskedCard(Body, frozen=True):
    """Somebody else's conversation that you are asked to take over. No text before that."""

    id: str
    asked_by: str
    reason: str
    pseudonym: str
    language: str
    topic: str | None
    level: Level
    expires_at: datetime


class PassedOn(Body, frozen=True):
    """Where a transfer stands: somebody is asked, or you took it over, with this note."""

    state: TransferState
    asked_by: str
    mine: bool  # it went to you
    note: str  # only in what you took over
    expires_at: datetime
