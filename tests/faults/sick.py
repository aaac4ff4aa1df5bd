"""The command line with a screen that is ill: `python -m tests.faults.sick raising web`.

The illness is put in from outside, into this process alone; the service knows nothing of it.
"""

import sys
import time

from moderation.checks.lexicon import LexiconCheck
from server import cli

SLOW, HUNG = 0.25, 5.0  # seconds
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


ILL = {"raising": raising, "slow": slow, "hanging": hanging}

if __name__ == "__main__":
    LexiconCheck.__call__ = ILL[sys.argv.pop(1)]
    cli.main()
