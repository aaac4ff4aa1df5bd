"""What can be seen on this machine alone: Python, files, keys, disk, pages, models."""

import importlib.util
import os
import platform
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from config.everything import before_you_open, load
from config.files import BadConfig, gather
from config.settings import Settings
from moderation.lexicon.kept import Kept
from moderation.lexicon.languages import unsigned_lexicons
from moderation.screen import screen_from
from server.doctor.finding import Finding, broken, look, well
from server.models import folder
from server.stores.keys.day_keys import damaged

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
MEGABYTE: Final = 1_000_000
LITTLE: Final = 1_000 * MEGABYTE
TOO_LITTLE: Final = 100 * MEGABYTE


def python() -> Finding:
    return well("Python", platform.python_version())


def config_files(settings: Settings) -> Iterator[Finding]:
    folder = settings.config_dir
    kept = Kept(settings.cache_dir if settings.cache_dir.is_dir() else None)  # it makes no folder
    try:
        everything, _ = gather(lambda: load(folder), lambda: screen_from(folder, kept=kept))
    except BadConfig as bad:
        for problem in bad.problems:
            yield broken("config files", problem, "Correct this line.")
        return
    yield well("config files", f"{folder} can be read and agrees with itself")
    for words in before_you_open(everything, datetime.now(UTC).date()):
        yield look("config files", words, "Check and sign it before real people come.")
    for words in unsigned_lexicons(folder):
        yield look("config files", words, "Let such a person read, correct and sign it.")


def keys(settings: Settings) -> Finding:
    folder = settings.keys_dir
    if not folder.exists():
        return look("keys", f"{folder} is not there yet", "The first start makes it.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return broken("keys", f"{folder} may not be written", "Give it to this account: chown.")
    if _open_to_others(folder):
        return broken("keys", f"others may read {folder}", f"chmod -R go= {folder}")
    if ill := damaged(folder):
        words = f"damaged: {', '.join(ill)}. Nothing of these days can be read, or begin"
        return broken("keys", words, f"Free some space, move the files out of {folder}.")
    return well("keys", f"{folder} is private")


def _open_to_others(folder: Path) -> bool:
    return any(map(_is_open, (folder, *folder.glob("*.key"))))


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & OTHERS)


def data(settings: Settings) -> Finding:
    """Names, levels and flags stand in SQLite's files as they are."""
    folder = settings.data_dir
    if not folder.exists():
        return look("data", f"{folder} is not there yet", "The first start makes it.")
    if folder.stat().st_mode & OTHERS and any(map(_is_open, folder.glob("*.sqlite*"))):
        return broken("data", f"others may read the database in {folder}", f"chmod -R go= {folder}")
    return well("data", f"nobody else reads what is in {folder}")


def disk(settings: Settings) -> Finding:
    place = next(path for path in (settings.data_dir, *settings.data_dir.parents) if path.exists())
    free = shutil.disk_usage(place).free
    words = f"{free // MEGABYTE} MB free for {settings.data_dir}"
    if free < TOO_LITTLE:
        return broken("disk", words, "Free some space: no message can be kept on a full disk.")
    if free < LITTLE:
        return look("disk", words, "Free some space soon.")
    return well("disk", words)


def pages(settings: Settings) -> Finding:
    if (settings.web_dir / "manifest.json").exists():
        return well("pages", f"built in {settings.web_dir}")
    return broken("pages", f"{settings.web_dir} holds no page", "Build them: make run does it.")


def detoxify(settings: Settings) -> Finding:
    place = folder(settings)
    if place is None:
        return well("Detoxify", "not configured, and not needed")
    if importlib.util.find_spec("detoxify") is None:
        return broken("Detoxify", "the package is missing", "Install warmline[detoxify].")
    return well("Detoxify", f"installed; checkpoint in {place}")
