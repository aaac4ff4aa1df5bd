"""Whether anybody on shift could answer somebody who waits, now or when they are free."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.verdict import Level
from server.domain.duty import Duty
from server.domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class Able:
    """A peer who is there and not on hold, and up to which level they may be brought to anybody.

    `undivided`: for now, somebody they talk with needs them whole.
    """

    duty: Duty
    up_to: Level
    undivided: bool = False

    @property
    def is_free(self) -> bool:
        """For somebody new, now."""
        return self.duty.is_free and not self.undivided


def answerable(
    language: str, level: Level, never: frozenset[StaffId], peers: Iterable[Able]
) -> bool:
    """`never` are those whom the visitor has left."""
    return any(
        language in peer.duty.languages and level <= peer.up_to and peer.duty.staff not in never
        for peer in peers
    )
