"""The command line with an illness: `python -m tests.faults.sick raising web`.

The illness is put in from outside, into this process alone; the service knows nothing of it.
"""

import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from moderation.checks.lexicon import LexiconCheck
from server import foundation

SLOW, HUNG = 0.25, 5.0  # seconds
HOUR = 3600.0
well = LexiconCheck.__call__


def raising(check, passage):
    raise RuntimeError


def slow(check, passage):
    time.sleep(SLOW)
    return well(check, passage)


def hanging(check, passage):
    """On one of its messages: the one that worries."""
    if "tonight" in passage.text:
        time.sleep(HUNG)
    return well(check, passage)


class Clock:
    """The one on the wall, set by a signal: an hour on (SIGUSR1), or an hour back (SIGUSR2)."""

    def __init__(self) -> None:
        self._off = 0.0
        self._right = time.time

    def hang(self) -> None:
        """Where the service and its libraries look for it, before they have looked."""
        time.time = lambda: self._right() + self._off
        foundation.now = lambda: datetime.now(UTC) + timedelta(seconds=self._off)
        signal.signal(signal.SIGUSR1, lambda *_: self._set(HOUR))
        signal.signal(signal.SIGUSR2, lambda *_: self._set(-HOUR))

    def _set(self, off: float) -> None:
        self._off = off


def screen(ill: Callable) -> Callable[[], None]:
    return lambda: setattr(LexiconCheck, "__call__", ill)


ILL = {
    "raising": screen(raising),
    "slow": screen(slow),
    "hanging": screen(hanging),
    "clock": Clock().hang,
}

if __name__ == "__main__":
    ILL[sys.argv.pop(1)]()
    from server import cli

    cli.main()
