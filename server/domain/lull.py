"""A lull: no clock runs in a conversation, and nobody says what the other side waits for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.session import Role


@dataclass(frozen=True, slots=True)
class Lull:
    """`whose`: the visitor's, or the peer's, who stands for whoever answers.

    `since` the first words of the other side after the last of this one, or since somebody new
    came to the visitor, who greets first. So no further words make it begin anew.
    """

    whose: Role
    since: datetime

    @property
    def visitor_waits(self) -> bool:
        return self.whose is not Role.VISITOR

    def lasts(self, time: timedelta, at: datetime) -> bool:
        """For so long by now."""
        return at - self.since >= time
