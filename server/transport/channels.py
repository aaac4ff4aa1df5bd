"""The channels between processes. Their lifetimes are in server/stores/valkey/keys.py: none."""

from typing import Final, Protocol

from server.domain.ids import ConversationId, PersonId
from server.domain.session import Role

WALL: Final = "wall"
QUEUE: Final = "queue"
HOUSE: Final = "house"


class Nerve(Protocol):
    """Never raises, never waits; what it carries may be lost.

    What may go `within` so many seconds goes along with whatever goes sooner.
    """

    def publish(self, channel: str, payload: bytes, *, within: float = 0.0) -> None: ...
    def subscribe(self, channel: str) -> None: ...
    def unsubscribe(self, channel: str) -> None: ...


def of_talk(conversation: str) -> str:
    return f"c:{conversation}"


def of_person(role: Role, person: str) -> str:
    return f"p:{role}:{person}"


def talk_in(channel: str) -> ConversationId:
    return ConversationId(channel.removeprefix("c:"))


def person_in(channel: str) -> tuple[Role, PersonId]:
    _, role, person = channel.split(":", 2)
    return Role(role), PersonId(person)
