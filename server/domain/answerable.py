"""Whether anybody on shift could answer somebody who waits, now or when they are free."""

from collections.abc import Iterable

from server.domain.duty import Duty
from server.domain.ids import StaffId


def answerable(language: str, never: frozenset[StaffId], peers: Iterable[Duty]) -> bool:
    """`peers` are there and not on hold; `never` are those whom the visitor has left."""
    return any(language in peer.languages and peer.staff not in never for peer in peers)
