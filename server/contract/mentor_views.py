"""Words of a new peer that a mentor reads first, as both of them see them."""

from datetime import datetime

from server.contract.values import Body


class FirstReadCard(Body, frozen=True):
    """Words that wait until `until`; or that were `stopped`, with the mentor's word."""

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
