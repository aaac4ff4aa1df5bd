"""Node's Socket.IO and `ws`, beside which `make bench` measures ours."""

import os
import shutil
from pathlib import Path
from typing import Final

from config.places import ROOT
from server.bootstrap import stamps
from server.bootstrap.calling import Caller
from server.bootstrap.node import environment

PLACE: Final = ROOT / "server" / "bench" / "rivals"
INSTALLED: Final = PLACE / "node_modules" / ".warmline-stamp"


def node(caller: Caller) -> Path:
    """The Node to run them with; their packages are there. Raises CannotStart."""
    env = environment(caller, dict(os.environ))
    made_from = stamps.digest([PLACE / "package.json", PLACE / "package-lock.json"])
    if not stamps.is_fresh(INSTALLED, made_from):
        with caller.progress.step("Packages of Node's Socket.IO"):
            failing = "The packages of Node's Socket.IO could not be installed."
            caller.call(["npm", "ci"], failing=failing, cwd=PLACE, env=env)
            stamps.put(INSTALLED, made_from)
    return Path(shutil.which("node", path=env["PATH"]) or "node")
