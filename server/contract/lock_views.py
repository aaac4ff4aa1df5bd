"""All that a locked page is told."""

from server.contract.values import Body


class LockedView(Body, frozen=True):
    """How much waits behind the lock, and no word of anybody.

    `asks`: offers, conversations to take over, whoever waits for an answer, and what is new on a
    flag of one's own. `flags` that nobody has claimed, or that call you anew; `urgent`: one of them
    must sound. `words` were said by others since it was locked.
    """

    asks: int = 0
    flags: int = 0
    urgent: bool = False
    words: int = 0
