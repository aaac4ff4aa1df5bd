"""Who is in a conversation, as its members see it."""

from server.contract.views import Company
from server.domain.pictures import TalkPicture


def company(picture: TalkPicture, me: str) -> tuple[Company, ...]:
    """Everybody else who is in it now."""
    return tuple(
        Company(
            role=member.role,
            name=member.name,
            standing=member.standing,
            present=member.person in picture.present,
            leads=picture.talk.leads(member.person),
        )
        for member in picture.talk.members
        if member.person != me
    )
