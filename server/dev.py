"""The README's two commands: `python3 -m server.dev run|test`. Standard library only.

This file alone is also read by a Python that is too old for the rest, to say so.
"""

import os
import shutil
import sys

NEEDED = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main() -> int:
    if sys.version_info[:2] < NEEDED:
        return _with_a_newer_python()
    from server.bootstrap import commands  # noqa: PLC0415  # needs the newer Python

    return commands.main(sys.argv[1:])


def _with_a_newer_python() -> int:
    for name in NEWER:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, "-m", "server.dev", *sys.argv[1:]])  # noqa: S606
    sys.stderr.write("Warmline needs Python 3.11 or newer: install it, then run this again.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
