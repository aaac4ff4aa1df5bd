"""What was left of a conversation for who goes on with it."""

from server.contract.wrapping_up import LeftNote
from server.domain.pictures import TalkPicture


def notes_for(reader: str, picture: TalkPicture) -> tuple[LeftNote, ...]:
    """Of the others: one's own is known."""
    left = (*picture.carried, *picture.noted)
    return tuple(LeftNote(by=one.by, text=one.text) for by, one in left if by != reader)


def noted_by(peer: str, picture: TalkPicture) -> str:
    return next((one.text for by, one in picture.noted if by == peer), "")
