"""Somebody who answers says which path a conversation is on, or that it is on none."""

from dataclasses import dataclass

from server.contract.care_commands import TakePath
from server.domain.session import Session
from server.services.ports import Hints, Now, Paths


@dataclass(frozen=True, slots=True)
class PathTaking:
    paths: Paths
    hints: Hints
    now: Now

    async def take_path(self, by: Session, command: TakePath) -> None:
        wake = await self.paths.take(by, command.conversation, command.path, self.now())
        self.hints.spread(wake)
