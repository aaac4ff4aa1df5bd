"""Words in and out of their sealed form."""

from dataclasses import dataclass

import msgspec

from moderation.verdict import Concern, Finding, Severity
from server.domain.ids import ConversationId
from server.stores.keys.vault import SealedKey, Vault

DESTROYED = b""  # stands where a key or sealed words were, after they were destroyed


class _Note(msgspec.Struct, frozen=True, array_like=True):
    concern: Concern
    severity: Severity
    start: int
    end: int
    reason: str
    check: str


class _Content(msgspec.Struct, frozen=True, array_like=True):
    text: str
    notes: list[_Note]


_READ = msgspec.json.Decoder(_Content)


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals for one conversation at a time. `about` binds the words to their place."""

    vault: Vault

    def new_key(self, conversation: ConversationId) -> SealedKey:
        return self.vault.new_key(conversation)

    def words(self, conversation: str, key: SealedKey, text: str, about: str) -> bytes:
        return self.vault.seal(conversation, key, text.encode(), about.encode())

    def read_words(self, conversation: str, key: SealedKey, sealed: bytes, about: str) -> str:
        return self.vault.unseal(conversation, key, sealed, about.encode()).decode()

    def message(
        self, conversation: str, key: SealedKey, ref: str, text: str, findings: tuple[Finding, ...]
    ) -> bytes:
        """Seal a message's text together with what was found in it."""
        notes = [_Note(f.concern, f.severity, f.start, f.end, f.reason, f.check) for f in findings]
        content = msgspec.json.encode(_Content(text, notes))
        return self.vault.seal(conversation, key, content, ref.encode())

    def read_message(
        self, conversation: str, key: SealedKey, ref: str, sealed: bytes
    ) -> tuple[str, tuple[Finding, ...]]:
        if not sealed:  # a notice has no words
            return "", ()
        content = _READ.decode(self.vault.unseal(conversation, key, sealed, ref.encode()))
        return content.text, tuple(
            Finding(n.concern, n.severity, n.start, n.end, n.reason, n.check) for n in content.notes
        )
