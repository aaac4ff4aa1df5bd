"""A peer protects themselves: one act ends what hurts them, and leaves nobody who is in danger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.block import NEVER_FROM
from server.domain.ending import HowToEnd
from server.domain.escalation import Clocks, Raising
from server.domain.flag import ASKED
from server.domain.message import Notice

HURT: Final = "hurt_peer"  # the concern of a flag


class Hurt(StrEnum):
    """What the visitor did. The page holds a plain sentence for each, and never a label."""

    INSULTS = "insults"
    SEXUAL = "sexual"
    THREATS = "threats"
    OTHER = "other"


STOPPED: Final[Mapping[Hurt, Notice]] = {
    Hurt.INSULTS: Notice.STOPPED_INSULTS,
    Hurt.SEXUAL: Notice.STOPPED_SEXUAL,
    Hurt.THREATS: Notice.STOPPED_THREATS,
    Hurt.OTHER: Notice.STOPPED_OTHER,
}
AT_LEAST: Final[Mapping[Hurt, Level]] = {
    Hurt.INSULTS: Level.L1,
    Hurt.SEXUAL: Level.L1,
    Hurt.THREATS: Level.L2,  # somebody may be meant
    Hurt.OTHER: Level.L1,
}
"""How urgent the flag is where the conversation itself is calm."""
SAID: Final[Mapping[Hurt, str]] = {
    Hurt.INSULTS: "The peer was insulted",
    Hurt.SEXUAL: "The peer was written to in a sexual way",
    Hurt.THREATS: "The peer was threatened",
    Hurt.OTHER: "The peer was hurt or misused",
}


@dataclass(frozen=True, slots=True)
class Hurting:
    """What the peer reports, in words of their own if they like."""

    kind: Hurt
    words: str = field(repr=False)
    clocks: Clocks

    def raising(self, level: Level, at: datetime, *, ended: bool) -> Raising:
        """Moderators look. Where it goes on without its peer, it is a call: somebody must come."""
        urgent = max(level, AT_LEAST[self.kind])
        then = "ended the conversation" if ended else "has stepped aside: somebody must come"
        return Raising(
            level=urgent,
            concerns=(HURT,) if ended else (HURT, ASKED),
            reasons=(f"{SAID[self.kind]}, and {then}.",),
            words=self.words,
            due_at=at + self.clocks[urgent],
            complete=True,
        )


def ends_it(level: Level, how: HowToEnd, *, accompanied: bool) -> bool:
    """Whether such a report ends it. Else the peer goes at once, and the visitor is looked after.

    From the level on from which nobody is shut out, and while something is open, it is not ended
    in the middle of a quarrel; where a moderator speaks, too, they go on or end it.
    """
    return level < NEVER_FROM and how is HowToEnd.SIMPLY and not accompanied
