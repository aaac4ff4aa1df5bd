"""`test` and `lint`: everything that must hold, with one last line for whoever reads only that."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Final

from config.places import ROOT
from server.bootstrap import chromium, deep, ground, node, packages, pages
from server.bootstrap.calling import Caller
from server.bootstrap.progress import Progress

GOODBYE: Final = 20.0

Checks = Mapping[str, tuple[str, ...]]

BIN: Final = packages.VENV / "bin"
LINT: Final[Checks] = {
    "ruff": (str(BIN / "ruff"), "check"),
    "format": (str(BIN / "ruff"), "format", "--check"),
    "mypy": (str(BIN / "mypy"),),
    "web check": ("npm", "--prefix", "web", "run", "check"),
}
# A file is one process's, so that its tests share what they open. In the order of the folders: by
# default the longest, which are files of one test, come last, and one processor waits for them.
SPREAD: Final = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
TESTS: Final[Checks] = {
    "web tests": ("npm", "--prefix", "web", "test"),
    "pytest": (str(BIN / "python"), "-m", "pytest", *SPREAD),
}


def lint(environ: dict[str, str], arguments: Sequence[str]) -> int:
    caller, env = _prepared(environ)
    return _all_of("lint", LINT, env, caller.progress)


def test(environ: dict[str, str], arguments: Sequence[str]) -> int:
    """All of it; with arguments, pytest alone, which gets them."""
    caller, env = _prepared(environ)
    pages.build(caller, env)
    env["WARMLINE_CHROMIUM"] = chromium.find(caller, env)
    every = {**LINT, **TESTS}
    chosen = {"pytest": (*TESTS["pytest"], *arguments)} if arguments else every
    return _all_of("test", chosen, env, caller.progress)


def _prepared(environ: dict[str, str]) -> tuple[Caller, dict[str, str]]:
    ground.room_on_disk(ROOT)
    caller = Caller(Progress(), ROOT / "build" / "prepare.log")
    with ground.alone_in_checkout():
        packages.install(caller, packages.TESTS)
        deep.install(caller)
        env = node.environment(caller, environ)
        pages.install(caller, env)
    return caller, dict(env)


def _all_of(name: str, checks: Checks, env: dict[str, str], progress: Progress) -> int:
    """One that fails does not hide the next."""
    since = time.monotonic()
    failed = [
        check for check, command in checks.items() if not _holds(check, command, env, progress)
    ]
    seconds = time.monotonic() - since
    result = f"FAILED: {', '.join(failed)}" if failed else f"passed: {', '.join(checks)}"
    progress.say(f"make {name}: {result} ({seconds:.0f} s)")
    return 1 if failed else 0


def _holds(name: str, command: Sequence[str], env: dict[str, str], progress: Progress) -> bool:
    progress.say(f"== {name}")
    running = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        return running.wait() == 0
    finally:
        running.terminate()  # at Ctrl-C: pytest ends its servers, given the time
        running.wait(GOODBYE)
