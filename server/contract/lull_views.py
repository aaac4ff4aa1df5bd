"""What staff see of a conversation in which nobody writes and no clock runs."""

from datetime import datetime

from server.contract.values import Body


class LullCard(Body, frozen=True):
    """Nobody has said what the other side waits for, for longer than this level of risk allows.

    `visitor_waits`: for an answer; else it is the visitor who has written nothing. `late`: for so
    long that it stands on every wall. `calls_you`: you are waited for; or it is late and the flag
    is yours, or nobody's.
    """

    visitor_waits: bool
    since: datetime
    late: bool
    calls_you: bool
