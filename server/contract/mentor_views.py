"""New peers: words of theirs that a mentor reads first, and where they read along."""

from datetime import datetime

from server.contract.values import Body
from server.domain.shadowing import ShadowState


class FirstReadCard(Body, frozen=True):
    """Words that wait until `until`; or that were `stopped`. With the mentor's word and words."""

    ref: str
    text: str
    until: datetime
    stopped: bool = False
    word: str = ""
    instead: str = ""


class MentorCard(Body, frozen=True):
    """On the peer's desk: who reads first (nobody any more where `by` is null), and what waits."""

    by: str | None
    seconds: int
    words: tuple[FirstReadCard, ...] = ()


class MentoringCard(Body, frozen=True):
    """On the wall: a new peer, whose words may wait so many `seconds`; `by` who reads them first.

    `words` only for who does.
    """

    peer: str
    seconds: int
    by: str | None = None
    mine: bool = False
    words: tuple[FirstReadCard, ...] = ()


class LearnerCard(Body, frozen=True):
    """A new peer who reads along, or who would like to, as those see it who are asked.

    `mentor`: it is an experienced one, and who talks with the visitor is new.
    """

    name: str
    state: ShadowState
    mentor: bool = False


class ReadingCard(Body, frozen=True):
    """On the own desk of a new peer, or of a `mentor`. Without a `state` they may ask.

    The rest is there only while they read. Ask for the words with `read_on`. `mentoring`: what of
    the new peer waits for this mentor, who may `mentor` here.
    """

    state: ShadowState | None = None
    conversation: str = ""
    pseudonym: str = ""
    peer: str = ""
    last_seq: int = 0
    mentor: bool = False
    mentoring: MentoringCard | None = None
