"""`test` and `lint`: everything that must hold, with one last line for whoever reads only that."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap import chromium, deep, ground, node, packages, pages
from server.bootstrap.calling import Caller
from server.bootstrap.checks import SAID, Checks, Lane, failed
from server.bootstrap.progress import Progress

BIN: Final = packages.VENV / "bin"
READ: Final[Checks] = {
    "ruff": (str(BIN / "ruff"), "check"),
    "format": (str(BIN / "ruff"), "format", "--check"),
    "mypy": (str(BIN / "mypy"),),
}
WEB_READ: Final[Checks] = {"web check": ("npm", "--prefix", "web", "run", "check")}
WEB: Final[Checks] = {**WEB_READ, "web tests": ("npm", "--prefix", "web", "test")}
# A file is one process's, so that its tests share what they open. In the order of the folders: by
# default the longest, which are files of one test, come last, and one processor waits for them.
# Three on two cores: in a third of the time of a browser's file nothing runs, it waits for a clock.
SPREAD: Final = ("--dist", "loadfile", "--no-loadscope-reorder")
PYTEST: Final = (str(BIN / "python"), "-m", "pytest", "-n", "3", *SPREAD)


def lint(environ: dict[str, str], arguments: Sequence[str]) -> int:
    caller, env = _prepared(environ)
    return _all_of("lint", (READ, WEB_READ), env, caller.progress)


def test(environ: dict[str, str], arguments: Sequence[str]) -> int:
    """All of it; with arguments, pytest alone, which gets them."""
    caller, env = _prepared(environ)
    pages.build(caller, env)
    env |= chromium.both(caller, env)
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile everything again
    running = {"pytest": (*PYTEST, *arguments)}
    beside = () if arguments else (READ, WEB)
    return _all_of("test", (*beside, running), env, caller.progress)


def _prepared(environ: dict[str, str]) -> tuple[Caller, dict[str, str]]:
    ground.room_on_disk(ROOT)
    caller = Caller(Progress(), ROOT / "build" / "prepare.log")
    with ground.alone_in_checkout():
        packages.install(caller, packages.TESTS)
        deep.install(caller)
        env = node.environment(caller, environ)
        pages.install(caller, env)
    return caller, dict(env)


def _all_of(
    name: str,
    checks: Sequence[Checks],
    env: Mapping[str, str],
    progress: Progress,
    said: Path = SAID,
) -> int:
    """Beside each other; the last lane is heard while it runs."""
    since = time.monotonic()
    lanes = [Lane(each, env, progress, heard=each is checks[-1], said=said) for each in checks]
    wrong = failed(lanes)
    seconds = time.monotonic() - since
    every = [check for lane in checks for check in lane]
    result = f"FAILED: {', '.join(wrong)}" if wrong else f"passed: {', '.join(every)}"
    progress.say(f"make {name}: {result} ({seconds:.0f} s)")
    return 1 if wrong else 0
