"""One incident, told in the order in which it happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import ConversationId, PersonId
from server.domain.referral import Referral
from server.domain.second_look import SecondLook

SIGNED_FROM: Final = Level.L3
"""From here on somebody has to look at how it ended, and signs."""


class IncidentKind(StrEnum):
    OPENED = "opened"
    ENDED = "ended"
    FLAG_RAISED = "flag_raised"
    FLAG_CLAIMED = "flag_claimed"
    FLAG_RESOLVED = "flag_resolved"
    LEVEL = "level"
    PAGE = "page"
    AUDIT = "audit"
    ANSWERED = "answered"
    TOLD_LATER = "told_later"
    REFERRAL = "referral"
    SECOND_ASKED = "second_asked"
    SECOND_SAID = "second_said"


@dataclass(frozen=True, slots=True)
class Happening:
    """`who` is an id, or a word such as "clock"; `words` are somebody's own, and sealed."""

    at: datetime
    kind: IncidentKind
    who: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    words: str = field(default="", repr=False)


class Ending(StrEnum):
    """What came of an incident, by who has looked at all of it."""

    REACHED = "reached"  # help reached them
    SAFE = "safe"  # they were safe without
    NOT_REACHED = "not_reached"  # help did not reach them
    NOT_KNOWN = "not_known"  # nobody knows


class Hindrance(StrEnum):
    """Why somebody can't sign it off now."""

    OPEN = "open"  # it has not ended
    FLAG = "flag"  # a flag is not resolved
    REFERRAL = "referral"  # a referral is still carried
    SECOND = "second"  # a second person has not looked at what was done
    YOURS = "yours"  # they went ahead without the visitor's yes: another one looks


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A named moderator has looked at how it ended; `words` say what happened, and are sealed."""

    by: PersonId
    at: datetime
    ending: Ending
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an incident has come."""

    has_ended: bool
    unresolved: int  # flags
    carried: int  # referrals
    decided_by: frozenset[str] = frozenset()
    unseconded: int = 0  # done without a yes, and no second person has answered

    def hindrance(self, by: str) -> Hindrance | None:
        """What hinders this moderator from signing it off. How it ended never does."""
        if not self.has_ended:
            return Hindrance.OPEN
        if by in self.decided_by:
            return Hindrance.YOURS
        if self.unresolved:
            return Hindrance.FLAG
        if self.unseconded:
            return Hindrance.SECOND
        return Hindrance.REFERRAL if self.carried else None


@dataclass(frozen=True, slots=True)
class Incident:
    """`with_words`: somebody may read them now; else each `words` is empty."""

    conversation: ConversationId
    pseudonym: str
    top_level: Level
    happenings: tuple[Happening, ...]
    referrals: tuple[Referral, ...]
    with_words: bool
    standing: Standing
    looks: tuple[SecondLook, ...] = ()  # of second persons, the oldest first
    signed: SignedOff | None = None
