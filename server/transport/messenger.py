"""Hints: what the services tell after a commit, here at once and to the other processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from moderation.verdict import Level
from server.contract.views import HelpCard, Note
from server.domain.ids import PersonId
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.transport import channels
from server.transport import hints as h
from server.transport.channels import Nerve

MARKS_WITHIN = 0.05  # seconds; there is one for each message and listener, and nobody waits for it


class Here(Protocol):
    """The people who are connected to this process."""

    def perform(self, channel: str, hint: h.AnyHint) -> None: ...
    def attends(self, who: Session, conversation: str) -> bool: ...
    def has_received(self, who: Session, conversation: str, seq: int) -> int:
        """Note it, up to what was told; returns that, 0 where there is nothing to note."""


class Nobody:
    """In a worker nobody is connected."""

    def perform(self, channel: str, hint: h.AnyHint) -> None:
        """There is nobody to tell."""

    def attends(self, who: Session, conversation: str) -> bool:
        return False

    def has_received(self, who: Session, conversation: str, seq: int) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Messenger:
    nerve: Nerve
    here: Here

    def spread(self, wake: Wake) -> None:
        for message in wake.said:
            self._tell(channels.of_talk(message.conversation), h.Said(message))
        for conversation, seq in wake.taken:
            self.retracted(conversation, seq)
        for role, person in wake.looks:
            self._tell(channels.of_person(role, person), h.Look())
        for conversation in wake.talks:
            self._tell(channels.of_talk(conversation), h.Look())
        if wake.everybody:
            self._tell(channels.HOUSE, h.Look())
        if wake.wall:
            self._tell(channels.WALL, h.Look())
        if wake.queue:
            self._tell(channels.QUEUE, h.Look())

    def attends(self, conversation: str, who: Session) -> bool:
        return self.here.attends(who, conversation)

    def help(self, visitor: Session, card: HelpCard) -> None:
        self._tell(channels.of_person(Role.VISITOR, visitor.id), h.HelpHint(card))

    def alarm(self, conversation: str, level: Level) -> None:
        self._tell(channels.WALL, h.AlarmHint(conversation, level))

    def typing(self, conversation: str, who: Session, *, on: bool) -> None:
        if self.here.attends(who, conversation):
            hint = h.TypingHint(who.id, who.role, who.name, on)
            self._tell(channels.of_talk(conversation), hint)

    def received(self, conversation: str, who: Session, seq: int) -> None:
        """A moderator's reading is noted, but not told by marks."""
        noted = self.here.has_received(who, conversation, seq)
        if noted and who.role in (Role.VISITOR, Role.PEER):
            hint = h.ReceivedHint(who.id, who.role, noted)
            self._tell(channels.of_talk(conversation), hint, within=MARKS_WITHIN)

    def noticed(self, conversation: str, seq: int, notes: Sequence[Note]) -> None:
        self._tell(channels.of_talk(conversation), h.NoticedHint(seq, tuple(notes)))

    def retracted(self, conversation: str, seq: int) -> None:
        self._tell(channels.of_talk(conversation), h.RetractedHint(seq))

    def revoked(self, staff: PersonId) -> None:
        """This member of staff may no longer be connected, anywhere."""
        for role in (Role.PEER, Role.MODERATOR):
            self._tell(channels.of_person(role, staff), h.Revoked())

    def locked(self, staff: PersonId, session: str, *, locked: bool) -> None:
        for role in (Role.PEER, Role.MODERATOR):
            self._tell(channels.of_person(role, staff), h.LockedHint(session, locked))

    def heard(self, channel: str, payload: bytes) -> None:
        """From another process."""
        self.here.perform(channel, h.DECODE(payload))

    def _tell(self, channel: str, hint: h.AnyHint, *, within: float = 0.0) -> None:
        self.here.perform(channel, hint)
        self.nerve.publish(channel, h.ENCODE(hint), within=within)
