"""Scores that took minutes to make are kept until what made them changes."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from moderation.training.fit import Progress

SUFFIX: Final = ".npz"

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Keeping:
    """Numbers only, never texts: the folder may be thrown away at any time."""

    folder: Path
    progress: Progress

    def get(self, name: str, made_of: Iterable[Path], make: Callable[[], Arrays]) -> Arrays:
        """What `make` gives, or gave when the files `made_of` were the same."""
        file = self.folder / f"{name}-{fingerprint(made_of)}{SUFFIX}"
        if file.is_file():
            self.progress(f"{name}: kept from before")
            with np.load(file, allow_pickle=False) as stored:
                return dict(stored)
        self.progress(f"{name}: to be made")
        arrays = make()
        self._write(file, name, arrays)
        return arrays

    def _write(self, file: Path, name: str, arrays: Arrays) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob(f"{name}-*{SUFFIX}"):
            old.unlink()
        fresh = file.with_suffix(".new.npz")  # half a file is never taken for a whole one
        np.savez(fresh, allow_pickle=False, **arrays)
        fresh.replace(file)


def fingerprint(files: Iterable[Path]) -> str:
    said = hashlib.sha256()
    for file in sorted(set(files)):
        said.update(hashlib.sha256(file.read_bytes()).digest())
    return said.hexdigest()[:16]
