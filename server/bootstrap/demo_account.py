"""The account that a demonstration has made for whoever started it."""

import json
import time
from pathlib import Path
from typing import Final

FILE: Final = "demo-accounts.json"  # server/demo/accounts.py writes it
WITHIN: Final = 30.0


def told(data: Path, since: float) -> list[str]:
    """Lines to print, as soon as the file is newer than `since` (seconds of the epoch)."""
    file = data / FILE
    deadline = time.monotonic() + WITHIN
    while not (file.exists() and file.stat().st_mtime >= since):
        if time.monotonic() > deadline:
            return [f"  Your account will be in {file}."]
        time.sleep(0.05)
    you = json.loads(file.read_bytes())["you"]
    return [f"  Sign in as {you['name']} with the password {you['password']}"]
