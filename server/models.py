"""The deep model of this installation: where it is kept, and how the worker runs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from config.settings import Settings
from moderation.models.apart import Apart
from moderation.models.detoxify import Detoxify
from moderation.models.port import Model, State
from moderation.models.shelf import NAME, place_in

NO_FOLDER: Final = "None was added. Add one: warmline models add FOLDER."


def folder(settings: Settings) -> Path | None:
    """Where the deep model is: where the setting says, else where one was added."""
    if settings.detoxify_dir is not None:
        return settings.detoxify_dir
    added = place_in(shelf(settings))
    return added if added.is_dir() else None


def shelf(settings: Settings) -> Path:
    return settings.data_dir / "models"


@contextmanager
def deep(settings: Settings) -> Iterator[Model]:
    """For the worker: in a process of its own, which ends with it; or absent."""
    place = folder(settings)
    if place is None:
        yield Detoxify(None, State.ABSENT, NO_FOLDER)
        return
    apart = Apart(NAME, partial(Detoxify.load, place))
    try:
        yield apart
    finally:
        apart.close()
