"""What processes tell each other over Valkey. Anything here may be lost."""

import msgspec

from moderation.verdict import Level
from server.contract.views import HelpCard, Note
from server.domain.ids import PersonId
from server.domain.message import Message
from server.domain.session import Role


class Hint(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """A hint is never the only way to learn a thing: SQL holds it."""

    def __repr__(self) -> str:
        """Without its fields: hints carry people's words."""
        return f"{type(self).__name__}()"


class Said(Hint, frozen=True):
    message: Message


class Look(Hint, frozen=True):
    """Read again what the channel names: a person's page, a conversation's, the wall, the queue."""


class HelpHint(Hint, frozen=True):
    card: HelpCard


class TypingHint(Hint, frozen=True):
    person: PersonId
    role: Role
    name: str
    on: bool


class ReceivedHint(Hint, frozen=True):
    person: PersonId
    role: Role
    seq: int


class NoticedHint(Hint, frozen=True):
    seq: int
    notes: tuple[Note, ...]


class RetractedHint(Hint, frozen=True):
    seq: int


class AlarmHint(Hint, frozen=True):
    conversation: str
    level: Level


class DisplacedHint(Hint, frozen=True):
    """This person's newest socket is `sid`; any other of theirs goes quiet."""

    sid: str


class Revoked(Hint, frozen=True):
    """This person may no longer be connected."""


class LockedHint(Hint, frozen=True):
    """`session`, a hash, is locked now, or is no longer."""

    session: str
    locked: bool


AnyHint = (
    Said
    | Look
    | HelpHint
    | TypingHint
    | ReceivedHint
    | NoticedHint
    | RetractedHint
    | AlarmHint
    | DisplacedHint
    | Revoked
    | LockedHint
)
ENCODE = msgspec.msgpack.Encoder().encode
DECODE = msgspec.msgpack.Decoder(AnyHint).decode
