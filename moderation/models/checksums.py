"""A model's folder holds exactly the files that somebody vouched for."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LIST: Final = "SHA256SUMS"


def write_checksums(folder: Path) -> None:
    """Vouches for the files as they are now. The list is what `sha256sum -c` reads."""
    lines = [f"{_sum(file)}  {file.name}\n" for file in _files(folder)]
    (folder / LIST).write_text("".join(lines), encoding="utf-8")


def unvouched(folder: Path) -> Iterator[str]:
    """Names of files that are missing, changed, or not on the list."""
    text = (folder / LIST).read_text(encoding="utf-8")
    listed = {name: known for known, name in (line.split("  ", 1) for line in text.splitlines())}
    found = {file.name: _sum(file) for file in _files(folder)}
    yield from (name for name in listed | found if listed.get(name) != found.get(name))


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and file.name != LIST)


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
