"""What visitors answered afterwards, for the peer whom it is about."""

from server.contract.values import Body, Request


class ShowFeedback(Request, frozen=True):
    """What visitors answered to you: some days later, and only in groups of five and more."""

    path = "/api/feedback"


class FeedbackView(Body, frozen=True):
    """`no`, `little`, `yes`: did it help? None is hidden. `words`: their writers allowed it."""

    answers: int
    no: int | None
    little: int | None
    yes: int | None
    words: tuple[str, ...]
