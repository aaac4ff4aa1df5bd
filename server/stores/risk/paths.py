"""Paths that somebody chooses by hand; each choice is an audit entry."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.path import Path
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores import audit
from server.stores.database import Database
from server.stores.rows import conversations as talks
from server.stores.rows import paths


@dataclass(frozen=True, slots=True)
class SqlPaths:
    db: Database

    async def take(self, by: Session, conversation: str, path: Path | None, at: datetime) -> Wake:
        """Raises Refusal(NOT_FOUND) for a peer who does not speak there."""
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, conversation)
            if by.role is not Role.MODERATOR:
                talks.require_speaker(talk, by.id)
            if talk.phase is Phase.CLOSED:
                raise StepNotAllowed("closed")
            if path is talk.path:
                return Wake()
            await paths.take(tx, talk.id, path)
            reason = path.value if path else ""
            await audit.append(tx, at=at, who=by.id, did="take_path", about=talk.id, reason=reason)
            wake = Wake(wall=True)
            wake.look_in(talk)
            return wake
