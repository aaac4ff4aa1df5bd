"""A clock that was set back: what was written by it before must not count until then."""

from datetime import datetime, timedelta
from typing import Final

AHEAD: Final = timedelta(seconds=30)  # more than the clocks of several machines differ


def is_ahead(written: datetime | None, at: datetime) -> bool:
    return written is not None and written > at + AHEAD
