"""The commands of `server.dev`, and how each failure is told."""

import errno
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Final

from server.bootstrap.calling import FULL
from server.bootstrap.failure import CannotStart
from server.bootstrap.running import demo, run
from server.bootstrap.testing import lint, test

Command = Callable[[dict[str, str], Sequence[str]], int]

COMMANDS: Final[Mapping[str, Command]] = {"run": run, "demo": demo, "test": test, "lint": lint}
INTERRUPTED: Final = 130


def main(arguments: Sequence[str]) -> int:
    name, *more = arguments or [""]
    if name not in COMMANDS:
        return _told(f"Say what to do: python3 -m server.dev {'|'.join(COMMANDS)}", 2)
    signal.signal(signal.SIGTERM, _stop)
    try:
        return COMMANDS[name](dict(os.environ), more)
    except KeyboardInterrupt:
        return _told("Stopped.", INTERRUPTED)
    except CannotStart as reason:
        return _told(str(reason), 1)
    except OSError as broken:
        return _told(_about(broken), 1)


def _stop(number: int, frame: FrameType | None) -> None:
    """SIGTERM ends everything the way Ctrl-C does, and a second one does not disturb it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _about(broken: OSError) -> str:
    if broken.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    if broken.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"{broken.filename} may not be written by this account: change its owner, "
            "or set WARMLINE_DATA_DIR."
        )
    return f"{broken.strerror or broken}: {broken.filename or 'no file'}."


def _told(words: str, status: int) -> int:
    sys.stderr.write(f"\n{words}\n")
    return status
