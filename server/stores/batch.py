"""What a batch of messages goes through while it is kept."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from server.domain.message import Message
from server.domain.saying import Saying
from server.stores.keys.vault import SealedKey
from server.stores.rooms.keeping import Owners
from server.stores.rows import conversations as talks
from server.stores.rows.mentored import Reading
from server.stores.talk.speaking import Place, Speaker


@dataclass(slots=True)
class Open:
    """A conversation as this batch goes through it."""

    row: Row[Any]
    seq: int
    level: int
    changes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """`own` are the conversations of the visitors who speak in a room."""

    there: dict[str, Open]
    speakers: dict[tuple[str, str], Speaker]
    known: dict[Place, Message]
    own: Owners
    reading: Reading

    def about(self, saying: Saying) -> Open:
        """Where its level and its flag are."""
        own = self.own.get((saying.conversation, saying.speaker.id))
        return self.there[own.conversation if own else saying.conversation]

    def key(self, saying: Saying) -> tuple[str, SealedKey]:
        """With the conversation whose it is."""
        if own := self.own.get((saying.conversation, saying.speaker.id)):
            return own.conversation, own.key
        return saying.conversation, talks.key_of(self.there[saying.conversation].row)
