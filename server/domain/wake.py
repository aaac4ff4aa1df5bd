"""What a committed change stirs: told to people only after the commit."""

from dataclasses import dataclass, field
from typing import Self

from server.domain.conversation import Conversation
from server.domain.ids import ConversationId, PersonId
from server.domain.message import Message
from server.domain.session import Role


@dataclass(slots=True)
class Wake:
    """Collected inside one transaction.

    `said` are messages to deliver; `looks` are the people whose page must be read again, `talks`
    are conversations whose members' pages must;
    `wall` and `queue` say that the moderators' wall or the matchmaker must look again,
    `everybody` that every page must. `taken` are messages whose words are gone, by number.
    """

    said: list[Message] = field(default_factory=list)
    looks: set[tuple[Role, PersonId]] = field(default_factory=set)
    talks: set[ConversationId] = field(default_factory=set)
    wall: bool = False
    queue: bool = False
    everybody: bool = False
    taken: list[tuple[ConversationId, int]] = field(default_factory=list)

    def add(self, other: Self) -> None:
        """All that the other stirs as well."""
        self.said += other.said
        self.taken += other.taken
        self.looks |= other.looks
        self.talks |= other.talks
        self.wall, self.queue = self.wall or other.wall, self.queue or other.queue
        self.everybody = self.everybody or other.everybody

    def look(self, role: Role, person: str) -> None:
        self.looks.add((role, PersonId(person)))

    def look_in(self, talk: Conversation) -> None:
        """The visitor, also where they are not in it now, and everybody who is."""
        self.look(Role.VISITOR, talk.visit)
        for member in talk.members:
            self.look(member.role, member.person)
