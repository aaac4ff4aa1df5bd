"""What is shown of a referral beside where it stands."""

from datetime import datetime

from server.contract.values import Body


class WithoutCard(Body, frozen=True):
    """Somebody goes ahead without the visitor's yes. `told`: the visitor knows.

    `words` and `by` are only for moderators; the visitor is not shown what they are not told.
    """

    reason: str  # as the service calls it
    at: datetime
    told: bool
    words: str = ""
    by: str = ""


class SentCard(Body, frozen=True):
    """On its way to an outside responder. `said` is what came last: a word of theirs, or a code."""

    tries: int
    delivered_at: datetime | None = None
    said: str = ""


class LaterCode(Body, frozen=True):
    """The answer to `take_code`. It is told once, and works once, until then, at `/later`."""

    code: str
    until: datetime
