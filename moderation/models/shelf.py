"""Where a deep model's checkpoint is kept, and how one gets there: copied, vouched for, tried."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from moderation.models.checksums import LIST, unvouched, write_checksums
from moderation.models.detoxify import Detoxify, Network
from moderation.models.port import State, Unscored
from moderation.passage import Passage

NAME: Final = "detoxify"
CONFIGURATION: Final = "config.json"
TOKENIZERS: Final = ("tokenizer.json", "vocab.txt", "vocab.json", "sentencepiece.bpe.model")
KINDS: Final = {"bert": "original", "roberta": "unbiased", "xlm-roberta": "multilingual"}
TRIED: Final = "Thank you, that helps."
SPARE: Final = 50_000_000
"""Bytes that must be left on the disk."""


class NotAdded(Exception):
    """Says in one sentence what is wrong and what to do. What was there before is still there."""


@dataclass(frozen=True, slots=True)
class Added:
    """`kind` is the published model it is like; `labels` are what it scores."""

    folder: Path
    kind: str
    labels: tuple[str, ...]
    megabytes: int


def place_in(models: Path) -> Path:
    return models / NAME


def add(source: Path, models: Path) -> Added:
    """Copy the folder, vouch for it, try it, and only then put it in its place."""
    files = list(_files(source))
    _checked(source, {file.name for file in files})
    _fits(files, models)
    fresh = models / f".{NAME}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        for file in files:
            shutil.copyfile(file, fresh / file.name)
        write_checksums(fresh)
        network = _tried(fresh)
        _replace(place_in(models), fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return _said(network, place_in(models), files)


def _files(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        raise NotAdded(f"{source} is no folder; name the one that holds the checkpoint.")
    yield from sorted(
        file for file in source.iterdir() if file.is_file() and not file.name.startswith(".")
    )


def _checked(source: Path, names: set[str]) -> None:
    checkpoints = [name for name in names if name.endswith(".ckpt")]
    if len(checkpoints) != 1:
        raise NotAdded(f"{source} holds {len(checkpoints)} files *.ckpt; it must be one.")
    if CONFIGURATION not in names:
        raise NotAdded(f"{source} has no {CONFIGURATION}; put the base model's there.")
    if names.isdisjoint(TOKENIZERS):
        raise NotAdded(f"{source} has no tokenizer; put one of {', '.join(TOKENIZERS)} there.")
    if LIST in names and (wrong := _unvouched(source)):
        raise NotAdded(f"Not the files of its {LIST}: {', '.join(wrong)}. Fetch them again.")


def _unvouched(source: Path) -> list[str]:
    try:
        return sorted(unvouched(source))
    except ValueError:
        return [LIST]


def _fits(files: list[Path], models: Path) -> None:
    there = next(path for path in (models, *models.parents) if path.exists())
    if shutil.disk_usage(there).free < sum(file.stat().st_size for file in files) + SPARE:
        raise NotAdded(f"The disk of {models} is too full for it; free some space.")


def _tried(folder: Path) -> Network:
    """Loads it as the worker will, and asks it about one harmless sentence."""
    model = Detoxify.load(folder, patience=60.0)
    if model.network is None:
        todo = " Install warmline[detoxify] first." if model.state is State.ABSENT else ""
        raise NotAdded(f"It cannot be used. {model.why}{todo}")
    try:
        model.score([Passage(TRIED)])
    except Unscored as unscored:
        raise NotAdded(f"It cannot be used. {unscored.why}") from None
    return model.network


def _replace(place: Path, fresh: Path) -> None:
    old = place.with_name(f".{NAME}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _said(network: Network, place: Path, files: list[Path]) -> Added:
    architecture: Any = network.model.config.model_type
    size = sum(file.stat().st_size for file in files)
    kind = KINDS.get(str(architecture), str(architecture))
    return Added(place, kind, tuple(network.labels), round(size / 1_000_000))
