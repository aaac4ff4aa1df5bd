"""A conversation: who is in it, which phase it is in, and how worried we are."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.block import NEVER_FROM
from server.domain.ids import ConversationId, PersonId, VisitId
from server.domain.lifecycle import Lifecycle
from server.domain.mentoring import Mentorship
from server.domain.path import Path
from server.domain.session import Role


class Phase(StrEnum):
    OPEN = "open"
    HELD = "held"
    REFERRED = "referred"
    CLOSED = "closed"


class PhaseStep(StrEnum):
    HOLD = "hold"
    RELEASE = "release"
    REFER = "refer"
    CLOSE = "close"


CONVERSATION = Lifecycle(
    {
        (Phase.OPEN, PhaseStep.HOLD): Phase.HELD,
        (Phase.OPEN, PhaseStep.REFER): Phase.REFERRED,
        (Phase.OPEN, PhaseStep.CLOSE): Phase.CLOSED,
        (Phase.HELD, PhaseStep.HOLD): Phase.HELD,  # repeating a protective step is legal
        (Phase.HELD, PhaseStep.RELEASE): Phase.OPEN,
        (Phase.HELD, PhaseStep.REFER): Phase.REFERRED,
        (Phase.HELD, PhaseStep.CLOSE): Phase.CLOSED,
        (Phase.REFERRED, PhaseStep.REFER): Phase.REFERRED,
        (Phase.REFERRED, PhaseStep.CLOSE): Phase.CLOSED,
        (Phase.CLOSED, PhaseStep.CLOSE): Phase.CLOSED,
    }
)


class Kind(StrEnum):
    """A backstage belongs to a conversation: there a moderator whispers to its peer."""

    ONE_TO_ONE = "one_to_one"
    BACKSTAGE = "backstage"
    ROOM = "room"


class Standing(StrEnum):
    """How a member is in a conversation: a reader's presence is told, but a reader can't speak.

    What a muted visitor says reaches those who look after the room, and nobody else.
    """

    SPEAKER = "speaker"
    READER = "reader"
    MUTED = "muted"


HELD: Final = (Role.VISITOR, Role.PEER)  # in a pause


@dataclass(frozen=True, slots=True)
class Member:
    person: PersonId
    role: Role
    name: str = field(repr=False)
    standing: Standing
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Earshot:
    """What of a conversation is a member's to hear: what comes after `since`, to the `newest`.

    In a room nobody hears what was said before they came, or before they came back. In a pause
    the pair hears nothing after `upto`, for now.
    """

    newest: int
    since: int = 0
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """`last_seq` is the number of the newest message; `members` are those in it now.

    A room is of no one visit; what concerns one of its visitors is kept with their own
    conversation, which each of them has beside the room.
    """

    id: ConversationId
    kind: Kind
    visit: VisitId
    phase: Phase
    level: Level
    last_seq: int
    opened_at: datetime
    members: tuple[Member, ...] = ()
    backstage: ConversationId | None = None
    about: ConversationId | None = None  # for a backstage: the conversation it belongs to
    path: Path | None = None
    led_by: PersonId | None = None  # what `leads` goes by
    mentorship: Mentorship | None = None  # what `mentor` goes by
    held_from: int | None = None  # paused: the pair hears it up to this number
    held_until: datetime | None = None

    @property
    def accepts_words(self) -> bool:
        return self.phase in (Phase.OPEN, Phase.REFERRED)

    @property
    def answering(self) -> Member | None:
        """Who answers the visitor: the peer, or a moderator who speaks where there is no peer."""
        speaking = [m for m in self.members if m.standing is Standing.SPEAKER]
        peers = [m for m in speaking if m.role is Role.PEER]
        return next(iter((*peers, *(m for m in speaking if m.role is Role.MODERATOR))), None)

    @property
    def lead(self) -> Member | None:
        """The moderator who speaks here, where there is one."""
        speaking = (m for m in self.members if m.standing is Standing.SPEAKER)
        return next((m for m in speaking if m.role is Role.MODERATOR), None)

    def leads(self, person: PersonId) -> bool:
        """Who has taken the lead has it as long as they speak here; then it is the peer's again."""
        return person == self.led_by and self.may_speak(person)

    @property
    def leader(self) -> Member | None:
        return next((m for m in self.members if self.leads(m.person)), None)

    @property
    def expected(self) -> Member | None:
        """Whose words the visitor waits for: whoever leads, else who answers."""
        return self.leader or self.answering

    @property
    def mentor(self) -> PersonId | None:
        """Who reads the peer's words first, while both of them are in it."""
        known = self.mentorship
        if known is None or not known.seconds or not self.may_speak(known.peer):
            return None
        return known.by if known.reads or self.member(known.by) else None

    def answered_without(self, person: PersonId) -> bool:
        """Whether the visitor still has somebody to talk to if this one goes."""
        others = tuple(m for m in self.members if m.person != person)
        return replace(self, members=others).answering is not None

    def member(self, person: PersonId) -> Member | None:
        return next((m for m in self.members if m.person == person), None)

    def heard_by(self, role: Role) -> int:
        """Up to where this role hears it now. Nobody but the pair waits for a pause to end."""
        if self.held_from is None or role not in HELD:
            return self.last_seq
        return min(self.last_seq, self.held_from)

    def standing_as_moderator(self, person: PersonId) -> Standing | None:
        """None too for who is in it as its peer."""
        me = self.member(person)
        return me.standing if me and me.role is Role.MODERATOR else None

    def may_speak(self, person: PersonId) -> bool:
        found = self.member(person)
        return found is not None and found.standing is Standing.SPEAKER

    def silences(self, person: PersonId) -> bool:
        """Whether this visitor's words reach moderators alone."""
        found = self.member(person)
        muted = found is not None and found.standing is Standing.MUTED
        return muted and self.level < NEVER_FROM

    def listeners(self, speaker: PersonId) -> tuple[Member, ...]:
        """Everybody who hears what the speaker says."""
        return tuple(m for m in self.members if m.person != speaker)
