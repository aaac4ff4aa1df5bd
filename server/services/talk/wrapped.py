"""What was left of a conversation for who goes on with it."""

from collections.abc import Iterable

from server.contract.wrapping_up import LeftNote
from server.domain.ids import StaffId
from server.domain.wrapping_up import CarriedNote


def notes_for(peer: str, carried: Iterable[tuple[StaffId, CarriedNote]]) -> tuple[LeftNote, ...]:
    """Of the others: one's own is known."""
    return tuple(LeftNote(by=one.by, text=one.text) for by, one in carried if by != peer)
