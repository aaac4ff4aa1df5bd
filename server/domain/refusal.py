"""The one way to say no to a client."""

from enum import StrEnum


class Code(StrEnum):
    """Every reason a client can be given. The web texts are keyed by these."""

    UNKNOWN_EVENT = "unknown_event"
    BAD_PAYLOAD = "bad_payload"
    NOT_FOUND = "not_found"
    NOT_NOW = "not_now"
    TOO_FAST = "too_fast"
    CLOSED = "closed"
    FULL = "full"
    TAKEN = "taken"
    UNFIT = "unfit"
    GRAVER = "graver"  # something graver has come than what is answered
    RESTING = "resting"
    IN_DANGER = "in_danger"
    SIGN_IN = "sign_in"
    PROVE = "prove"
    LOCKED = "locked"
    INTERNAL = "internal"


class Refusal(Exception):
    """A request we understood and decline. `retry_after` is in seconds; `why` is for staff."""

    def __init__(
        self, code: Code, *, retry_after: float | None = None, why: str | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.why = why
