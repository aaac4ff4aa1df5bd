"""The conversation that each visitor has of their own, from the beginning of their visit."""

from moderation.verdict import Level
from server.domain.conversation import Conversation, Kind, Member, Phase, Standing
from server.domain.ids import PersonId
from server.domain.session import Role
from server.domain.visit import Visit


def own_talk(visit: Visit, level: Level = Level.L0) -> Conversation:
    """As it begins: with nobody else in it, at the level that the visitor's own answers give it."""
    myself = Member(
        PersonId(visit.id), Role.VISITOR, visit.pseudonym, Standing.SPEAKER, visit.arrived_at
    )
    return Conversation(
        id=visit.conversation,
        kind=Kind.ONE_TO_ONE,
        visit=visit.id,
        phase=Phase.OPEN,
        level=level,
        last_seq=0,
        opened_at=visit.arrived_at,
        members=(myself,),
    )
