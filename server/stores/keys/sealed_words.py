"""Sealed words, for who may read them; for everybody else, and where they are gone, nothing."""

from dataclasses import dataclass, field

from server.domain.ids import ConversationId
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import SealedKey, Unreadable


@dataclass(frozen=True, slots=True)
class Reading:
    """`allowed`: whoever asks may read them now."""

    sealer: Sealer
    conversation: ConversationId
    key: SealedKey = field(repr=False)
    allowed: bool

    def __call__(self, sealed: bytes | None, ref: str) -> str:
        """What was sealed under this reference."""
        if not self.allowed or not sealed or sealed == DESTROYED:
            return ""
        try:
            return self.sealer.read_words(self.conversation, self.key, sealed, ref)
        except (KeyGone, Unreadable):
            return ""
