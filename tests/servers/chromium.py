"""The browsers that `make test` found or installed."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    chosen = os.environ.get("WARMLINE_CHROMIUM")
    found = chosen or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "There is no Chromium on PATH: run `make test`, which installs one."
    return found


def shell_path() -> str:
    """Without windows and notices, where there is one: the lighter of the two."""
    chosen = os.environ.get("WARMLINE_CHROMIUM_SHELL") or os.environ.get("WARMLINE_CHROMIUM")
    return chosen or shutil.which("chromium-headless-shell") or chromium_path()
