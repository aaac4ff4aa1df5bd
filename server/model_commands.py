"""`warmline models`: which models read along, how each is, and how a deep one is added."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from config.settings import Settings
from moderation.encoder.model import Encoder
from moderation.inline.weights import WrongWeights, load
from moderation.models.detoxify import Detoxify
from moderation.models.port import State
from moderation.models.shelf import NAME, NotAdded
from moderation.models.shelf import add as put_on_shelf
from server.models import NO_FOLDER, folder, shelf

NOT_ADDED: Final = 1


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    where: str
    state: State
    why: str


def add(settings: Settings, source: Path) -> int:
    console = Console(soft_wrap=True, highlight=False, markup=False)
    try:
        with console.status("Copying it, and trying it once…"):
            added = put_on_shelf(source, shelf(settings))
    except NotAdded as wrong:
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(str(wrong))
        return NOT_ADDED
    console.print(f"{NAME}, {added.kind}, {added.megabytes} MB, in {added.folder}")
    console.print(f"It scores {', '.join(added.labels)}.")
    if settings.detoxify_dir not in (None, added.folder):
        console.print("WARMLINE_DETOXIFY_DIR names another folder, and that one is used.")
    console.print("Start the worker anew to use it.")
    return 0


def status(settings: Settings) -> int:
    """Prints each model. 1 where one is there and does not work."""
    table = Table("model", "runs", "state", "why")
    found = list(_reports(settings))
    for report in found:
        table.add_row(report.name, report.where, report.state.value, report.why)
    Console().print(table)
    return int(any(report.state is State.FAILED for report in found))


def _reports(settings: Settings) -> Iterator[Report]:
    yield _inline()
    yield _encoder()
    yield _deep(settings)


def _inline() -> Report:
    where = "in the web process, on every message"
    try:
        load()
    except WrongWeights as wrong:
        return Report("inline", where, State.FAILED, str(wrong))
    return Report("inline", where, State.READY, "Its weights are those of its thresholds.")


def _encoder() -> Report:
    model = Encoder.load()
    why = model.why or "Its files are those of its thresholds."
    return Report(model.name, "in the worker, on every message", model.state, why)


def _deep(settings: Settings) -> Report:
    """Really loads it, as the worker does."""
    where, place = "in a process of its own, where policy asks", folder(settings)
    if place is None:
        return Report(NAME, where, State.ABSENT, NO_FOLDER)
    model = Detoxify.load(place)
    return Report(NAME, where, model.state, model.why or f"Loaded from {place}.")
